package chaos

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/xml"
	"io"
	"net/http"
	"strings"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/codes"
	"github.com/assist-soap/toolkit/service"
)

// standIn is the service that payments are asked by.
const standIn = "orderresult"

// orderResult describes, in the little that asking needs, the query for an order. It
// stands in until the catalogue has the whole one, and then is not used any more.
func orderResult() *service.Service {
	field := func(name string, role service.Role, flags service.Flags) service.Field {
		return service.Field{Name: name, Type: service.XSDString, Flags: flags, Facts: &service.Facts{Param: name, Role: role}}
	}
	password := field("password", service.RolePassword, service.Sealed)
	password.Facts.Format = service.FormatSecret
	amount := field("orderamount", service.RoleAmount, service.Optional)
	amount.Facts.Format, amount.Facts.Currency = service.FormatAmount, "ordercurrency"
	frames := func(name string) []service.Frame { return []service.Frame{{Name: service.Name{Space: 1, Local: name}}} }
	state := func(o service.Outcome, states ...string) service.OutcomeRule {
		return service.OutcomeRule{Outcome: o, When: []service.Match{{Field: "orderstate", Values: states}}}
	}
	return &service.Service{
		Name: standIn, Namespace: "http://www.paysecure.ru/ws/", Spaces: []string{"", "http://www.paysecure.ru/ws/"},
		Path: "/orderresult/orderresult.cfm", WSDLPath: "/orderresult/orderresult.wsdl", Codes: &codes.Tables, Facts: &service.Facts{},
		Types: []service.Type{
			{Name: service.Name{Space: 1, Local: "query"}, Base: service.XSDAnyType, Fields: []service.Field{
				field("merchant_id", service.RoleMerchant, service.Sealed), field("login", service.RoleLogin, service.Sealed),
				password, field("ordernumber", service.RoleOrderKey, 0),
			}},
			{Name: service.Name{Space: 1, Local: "result"}, Base: service.XSDAnyType, Fields: []service.Field{
				field("ordernumber", service.RoleOrderKey, 0), amount, field("ordercurrency", service.RoleCurrency, service.Optional),
				field("orderstate", service.RoleState, service.Optional), field("checkvalue", service.RoleCheckValue, service.Sealed|service.Optional),
			}},
		},
		Operations: []service.Operation{{
			Name: "query", WSDLName: "orderresult", Action: "http://www.paysecure.ru/ws/orderresult",
			Request: service.Message{Name: "request", Frames: frames("orderresult"), Type: 0},
			Response: service.Message{
				Name: "response", Frames: frames("orderresultResponse"), Type: 1,
				Digests: []service.Digest{{Field: "checkvalue", Variants: []service.Variant{{Name: "base", Terms: []service.Term{
					{Field: "merchant_id", From: service.FromRequest}, {Field: "ordernumber", From: service.FromRequest},
					{Field: "orderamount"}, {Field: "ordercurrency"}, {Field: "orderstate"},
				}}}}},
				Echo: []service.Echo{{Field: "ordernumber", Request: "ordernumber"}},
			},
			Outcome: []service.OutcomeRule{
				state(service.Succeeded, sandbox.StateApproved, sandbox.StateDelayed), state(service.Pending, sandbox.StateInProcess),
				state(service.Refused, sandbox.StateDeclined, sandbox.StateTimeout),
			},
			Repeat: service.Repeat{Safe: true}, Limit: service.Limit{DefaultWindow: 3 * 24 * 3600},
		}},
	}
}

// answerOrderResult answers the stand-in from the sandbox's ledger, with a check value
// of its own few lines (adr/0006).
func answerOrderResult(sb *sandbox.Sandbox, m sandbox.Merchant) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		number := element(string(body), "ordernumber")
		w.Header().Set("Content-Type", "text/xml; charset=utf-8")
		var found *sandbox.Order
		for _, o := range sb.Ledger().Orders(m.ID) {
			if o.Number == number {
				found = &o
			}
		}
		if found == nil {
			w.WriteHeader(http.StatusInternalServerError)
			_, _ = io.WriteString(w, soap(`<e:Fault><faultcode>10</faultcode><faultstring>201</faultstring><detail/></e:Fault>`))
			return
		}
		value := upperMD5(upperMD5(m.SecretWord) + upperMD5(m.ID+number+found.Amount+found.Currency+found.State))
		_, _ = io.WriteString(w, soap(`<ws:orderresultResponse xmlns:ws="http://www.paysecure.ru/ws/"><ordernumber>`+escaped(number)+`</ordernumber><orderamount>`+found.Amount+
			`</orderamount><ordercurrency>`+found.Currency+`</ordercurrency><orderstate>`+found.State+`</orderstate><checkvalue>`+value+`</checkvalue></ws:orderresultResponse>`))
	})
}

func soap(body string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>` + body + `</e:Body></e:Envelope>`
}

func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text))
	return b.String()
}

func upperMD5(text string) string {
	sum := md5.Sum([]byte(text))
	return strings.ToUpper(hex.EncodeToString(sum[:]))
}

// element finds the text of an element of a request the naive way.
func element(body, name string) string {
	for {
		_, rest, found := strings.Cut(body, "<"+name)
		if !found {
			return ""
		}
		if strings.HasPrefix(rest, ">") || strings.HasPrefix(rest, " ") {
			_, rest, _ = strings.Cut(rest, ">")
			text, _, _ := strings.Cut(rest, "<")
			return text
		}
		body = rest
	}
}
