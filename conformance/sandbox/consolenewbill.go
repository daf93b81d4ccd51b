package sandbox

import (
	"net/http"

	"github.com/assist-soap/toolkit/service"
)

// newBillPage is the form by which a merchant makes a bill by hand, as in the personal
// account (S0).
type newBillPage struct {
	Fields   []formField
	Problems []Problem
	Merchant filter
}

// formField is one field of the form.
type formField struct {
	Name, Key, Value, Hint string
	Required, Wrong        bool
	Choices                []choice
}

// newBillFields are the fields a person fills in; their names are those of the service.
func newBillFields() []formField {
	return []formField{
		{Name: "bill", Key: "bill", Required: true},
		{Name: "bill_amount", Key: "amount", Hint: "100.10", Required: true},
		{Name: "bill_currency", Key: "currency", Value: "RUB", Required: true},
		{Name: "bill_comment", Key: "comment"},
		{Name: "customer_name", Key: "first name"},
		{Name: "customer_lastname", Key: "last name"},
		{Name: "customer_email", Key: "e-mail"},
		{Name: "customer_mobile", Key: "phone"},
		{Name: "pay_until", Key: "pay until", Hint: "YYYYMMDDThhmm, GMT"},
		{Name: "language", Key: "page language", Choices: []choice{{Value: ""}, {Value: "EN", Text: "EN"}, {Value: "RU", Text: "RU"}}},
		{Name: "sendnotification", Key: "send notice", Choices: []choice{
			{Value: "0", Key: "notice 0"}, {Value: "1", Key: "notice 1"}, {Value: "2", Key: "notice 2"}, {Value: "3", Key: "notice 3"},
		}},
		{Name: "delaypayment", Key: "two-stage", Choices: []choice{{Value: "0", Key: "no"}, {Value: "1", Key: "yes"}}},
	}
}

func (s *Sandbox) showNewBill(w http.ResponseWriter, r *http.Request) {
	s.renderNewBill(w, r, newBillPage{Fields: newBillFields()}, http.StatusOK)
}

func (s *Sandbox) renderNewBill(w http.ResponseWriter, r *http.Request, p newBillPage, status int) {
	p.Merchant = s.merchantFilter(r)
	p.Merchant.Choices = p.Merchant.Choices[1:] // not all of them
	if status != http.StatusOK {
		w.WriteHeader(status)
	}
	s.showConsole(w, r, "newbill.html", "new bill", p)
}

// makeBill makes a bill from the form, under the rules of the service that makes bills.
func (s *Sandbox) makeBill(w http.ResponseWriter, r *http.Request) {
	svc, m := s.serviceCalled("createbill"), s.merchant(r.PostFormValue("merchant"))
	if svc == nil || m == nil {
		s.notThere(w, r)
		return
	}
	p := newBillPage{Fields: newBillFields()}
	in := newInput(svc, &svc.Operations[0], transportPost)
	for i := range p.Fields {
		field := &p.Fields[i]
		if field.Value = r.PostFormValue(field.Name); field.Value != "" {
			_ = in.put(field.Name, field.Value) // the form names no field twice
		}
		for c := range field.Choices {
			field.Choices[c].Chosen = field.Choices[c].Value == field.Value
		}
	}
	hash, problem := s.billByHand(in, m, s.base(r))
	if problem == nil {
		s.wake()
		http.Redirect(w, r, pathBills+"/"+hash+keepLanguage(r), http.StatusSeeOther)
		return
	}
	var e Exchange
	e.refusedWith(problem, in.requestType())
	p.Problems = e.Problems
	for i := range p.Fields {
		for _, wrong := range e.Problems {
			p.Fields[i].Wrong = p.Fields[i].Wrong || wrong.Field == p.Fields[i].Name
		}
	}
	s.renderNewBill(w, r, p, http.StatusUnprocessableEntity)
}

// billByHand signs the input for its merchant and carries it out.
func (s *Sandbox) billByHand(in *input, m *Merchant, endpoint string) (hash string, problem *refusal) {
	t := in.requestType()
	for role, text := range map[service.Role]string{service.RoleMerchant: m.ID, service.RoleLogin: m.Login, service.RolePassword: m.Password} {
		if field := fieldWithRole(t, role); field != nil {
			_ = in.put(field.Name, text)
		}
	}
	if d := in.operation.Request.Digest(service.CheckValue); d != nil {
		v := &d.Variants[0]
		_ = in.put(d.Field, checkValue(m.SecretWord, canonical(v, slots(v, in.lookup, nil))))
	}
	if problem = check(in, m); problem != nil {
		return "", problem
	}
	if problem = s.checkCurrency(in); problem != nil {
		return "", problem
	}
	sealed, problem := s.do(in, m, endpoint)
	if problem != nil {
		return "", problem
	}
	hash, _ = sealed.value("hash")
	return hash, nil
}
