package envelope_test

import (
	"testing"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// The gateway service of these tests has the shapes of the bill services
// (rpc/encoded) and of silentpay (document/literal) in one description.

const (
	wsSpace   = "http://www.paysecure.ru/ws/"
	typeSpace = "http://www.paysecure.ru/type/"
)

func facts(role service.Role, format service.Format, strip service.Strip) *service.Facts {
	return &service.Facts{Role: role, Format: format, Strip: strip}
}

func text(name string, flags service.Flags, f *service.Facts) service.Field {
	return service.Field{Name: name, Type: service.XSDString, Flags: flags, Facts: f}
}

const (
	typeBill service.TypeID = iota
	typeHash
	typeStatus
	typeStatusAnswer
	typePay
	typePayAnswer
	typeLogin
	typeOrder
	typeOperation
	typeOrders
)

func gatewayService() *service.Service {
	amount := &service.Facts{Param: "Bill_amount", Role: service.RoleAmount, Format: service.FormatAmount, Currency: "bill_currency"}
	s := &service.Service{
		Name: "till", Namespace: wsSpace, Spaces: []string{"", wsSpace, typeSpace}, Path: "/till.cfm",
		Facts: &service.Facts{}, Codes: codes(),
		Types: []service.Type{
			typeBill: {Name: service.Name{Space: 2, Local: "Bill"}, Fields: []service.Field{
				text("merchant_id", service.Sealed, &service.Facts{Param: "Merchant_ID", Role: service.RoleMerchant, Format: service.FormatInt}),
				{Name: "login", Type: typeLogin, Flags: service.Sealed, Facts: facts(service.RoleLogin, 0, 0)},
				{Name: "password", Type: typeLogin, Flags: service.Sealed, Facts: &service.Facts{Param: "Password", Role: service.RolePassword, Format: service.FormatSecret, Strip: service.StripGeneral}},
				text("bill", service.Optional, facts(service.RoleOrderKey, 0, service.StripOrder)),
				text("bill_amount", 0, amount),
				text("bill_currency", service.Optional, facts(service.RoleCurrency, 0, 0)),
				text("bill_comment", service.Optional, facts(0, 0, service.StripComment)),
				text("customer_email", service.Optional, facts(service.RolePersonal, 0, service.StripGeneral)),
				text("url_return", service.Optional, facts(0, 0, service.StripURL)),
				text("pay_until", service.Optional, facts(0, service.FormatMinute, 0)),
				text("sendnotification", service.Optional, facts(0, service.FormatSmallint, 0)),
				text("checkvalue", service.Sealed, facts(service.RoleCheckValue, 0, 0)),
			}},
			typeHash:         {Name: service.Name{Space: 2, Local: "Hash"}, Fields: []service.Field{text("Hash", service.Optional, facts(service.RoleToken, 0, 0))}},
			typeStatus:       statusType(),
			typeStatusAnswer: statusAnswerType(),
			typePay:          payType(),
			typePayAnswer:    payAnswerType(),
			typeLogin: {Name: service.Name{Space: 2, Local: "Login"}, Kind: service.Simple, Base: service.XSDString,
				Facets: &service.Facets{MinLength: 8, MaxLength: 20, FractionDigits: -1}},
			typeOrder: {Name: service.Name{Space: 2, Local: "Order"}, Fields: []service.Field{
				text("ordernumber", service.Optional, nil),
				text("testmode", service.Optional, facts(service.RoleTestMode, 0, 0)),
				text("orderstate", service.Optional, facts(service.RoleState, 0, 0)),
				{Name: "operation", Type: typeOperation, Flags: service.Optional | service.Many},
			}},
			typeOperation: {Name: service.Name{Space: 2, Local: "Operation"}, Fields: []service.Field{
				text("responsecode", service.Optional, facts(service.RoleResponseCode, 0, 0)),
				text("amount", service.Optional, facts(0, service.FormatAmount, 0)),
			}},
			typeOrders: {Name: service.Name{Space: 2, Local: "Orders"}, Fields: []service.Field{
				{Name: "order", Type: typeOrder, Flags: service.Optional | service.Many},
				text("continueurl", service.Optional, nil),
			}},
		},
	}
	s.Operations = []service.Operation{createOperation(), statusOperation(), payOperation(), ordersOperation()}
	return s
}

func statusType() service.Type {
	return service.Type{Name: service.Name{Space: 2, Local: "StatusBill"}, Fields: []service.Field{
		text("merchant_id", service.Sealed, facts(service.RoleMerchant, service.FormatInt, 0)),
		text("login", service.Sealed, facts(service.RoleLogin, 0, 0)),
		text("password", service.Sealed, facts(service.RolePassword, service.FormatSecret, 0)),
		text("bill", service.Optional, facts(service.RoleOrderKey, 0, service.StripOrder)),
		text("billnumber", service.Optional, nil),
		text("amount", service.Optional, facts(0, service.FormatAmount, 0)),
		text("currency", service.Optional, facts(service.RoleCurrency, 0, 0)),
	}}
}

func statusAnswerType() service.Type {
	number := facts(service.RoleGatewayKey, 0, 0)
	number.Aliases = []string{"number_of_bill"}
	return service.Type{Name: service.Name{Space: 2, Local: "StatusAnswer"}, Fields: []service.Field{
		text("merchant_id", service.Optional, facts(service.RoleMerchant, 0, 0)),
		text("bill", service.Optional, facts(service.RoleOrderKey, 0, 0)),
		text("bill_amount", service.Optional, facts(0, service.FormatAmount, 0)),
		text("bill_currency", service.Optional, facts(service.RoleCurrency, 0, 0)),
		text("bill_status", service.Optional, facts(service.RoleBillState, 0, 0)),
		text("billNumber", service.Optional, number),
		text("customermessage", service.Optional, &service.Facts{Aliases: []string{"customermassage"}}),
		text("checkValue", service.Optional, facts(service.RoleCheckValue, 0, 0)),
	}}
}

func payType() service.Type {
	return service.Type{Name: service.Name{Space: 2, Local: "Pay"}, Fields: []service.Field{
		text("merchant_id", service.Sealed, facts(service.RoleMerchant, service.FormatInt, 0)),
		text("login", service.Sealed, facts(service.RoleLogin, 0, 0)),
		text("password", service.Sealed, facts(service.RolePassword, service.FormatSecret, 0)),
		text("ordernumber", 0, facts(service.RoleOrderKey, 0, service.StripOrder)),
		text("orderamount", 0, &service.Facts{Role: service.RoleAmount, Format: service.FormatAmount, Currency: "ordercurrency"}),
		text("ordercurrency", service.Optional, facts(service.RoleCurrency, 0, 0)),
		text("clientip", service.Optional, facts(0, service.FormatIP, 0)),
		text("cardnumber", 0, &service.Facts{Param: "Cardnumber", Format: service.FormatPAN}),
		text("cardholder", service.Optional, facts(service.RoleCardholder, 0, 0)),
		text("expiremonth", 0, facts(service.RoleCardExpiry, service.FormatSmallint, 0)),
		text("cvc2", 0, &service.Facts{Param: "Cvc2", Format: service.FormatCVC, Strip: service.StripCVC}),
		text("recurringindicator", service.Optional, facts(0, service.FormatInt, 0)),
		text("recurringminamount", service.Optional, facts(0, service.FormatAmount, 0)),
		text("recurringmaxamount", service.Optional, facts(0, service.FormatAmount, 0)),
		text("recurringmaxdate", service.Optional, facts(0, service.FormatDate, 0)),
		text("customernumber", service.Optional, nil),
		text("chequeitems", service.Optional, facts(0, service.FormatJSON, 0)),
		text("disable3ds", service.Optional, nil),
		text("signature", service.Optional|service.Sealed, facts(service.RoleSignature, service.FormatBase64, 0)),
	}}
}

func payAnswerType() service.Type {
	var fields []service.Field
	for _, name := range []string{"ordernumber", "responsecode", "recommendation", "message", "orderamount", "ordercurrency", "amount", "orderstate", "testmode", "packetdate", "signature"} {
		fields = append(fields, text(name, service.Optional, &service.Facts{}))
	}
	fields[1].Facts.Role = service.RoleResponseCode
	fields[7].Facts.Role = service.RoleState
	fields[8].Facts.Role = service.RoleTestMode
	fields[9].Facts.Aliases = []string{"paketdate"}
	fields[10].Facts.Role = service.RoleSignature
	return service.Type{Name: service.Name{Space: 2, Local: "PayAnswer"}, Fields: fields}
}

func terms(names ...string) []service.Term {
	var t []service.Term
	for _, name := range names {
		t = append(t, service.Term{Field: name})
	}
	return t
}

func frames(names ...service.Name) []service.Frame {
	var f []service.Frame
	for _, n := range names {
		f = append(f, service.Frame{Name: n})
	}
	return f
}

func createOperation() service.Operation {
	answer := frames(service.Name{Space: 1, Local: "BillResponse"}, service.Name{Local: "return"})
	answer[1].Type = service.Name{Space: 2, Local: "SOAPStruct"}
	base := terms("merchant_id", "login", "password", "bill", "bill_amount", "bill_currency", "bill_comment", "customer_email", "pay_until")
	return service.Operation{
		Name: "create", WSDLName: "CreateBill", Style: service.RPC,
		Request: service.Message{
			Name: "request", Use: service.Encoded, Type: typeBill,
			Frames:   frames(service.Name{Space: 1, Local: "CreateBill"}, service.Name{Local: "Bill"}),
			Wrappers: []service.Wrapper{{Key: "old", Name: service.Name{Space: 1, Local: "WSCreateBill"}}},
			Digests: []service.Digest{{Field: "checkvalue", Variants: []service.Variant{
				{Name: "base", Delimiter: ";", Terms: base},
				{Name: "all-slots", Delimiter: ";", Terms: append(append([]service.Term(nil), base...), service.Term{Field: "url_return"})},
			}}},
		},
		Response: service.Message{Name: "response", Use: service.Encoded, Type: typeHash, Frames: answer},
		Outcome: []service.OutcomeRule{
			{Outcome: service.Succeeded, When: []service.Match{{Field: "Hash", Values: []string{"+"}}}},
		},
	}
}

func statusOperation() service.Operation {
	answer := terms("merchant_id", "bill", "bill_amount", "bill_currency", "bill_status", "billNumber")
	answer[0].From = service.FromRequest
	return service.Operation{
		Name: "status", WSDLName: "BillStatus", Style: service.RPC,
		Request: service.Message{
			Name: "request", Use: service.Encoded, Type: typeStatus,
			Frames:     frames(service.Name{Space: 1, Local: "BillStatus"}, service.Name{Local: "Bill"}),
			Conditions: []service.Condition{{Kind: service.OneOf, Fields: []string{"bill", "billnumber"}}, {Kind: service.Together, Fields: []string{"amount", "currency"}}},
		},
		Response: service.Message{
			Name: "response", Use: service.Encoded, Type: typeStatusAnswer,
			Frames:  frames(service.Name{Space: 1, Local: "BillResponse"}, service.Name{Local: "return"}),
			Digests: []service.Digest{{Field: "checkValue", Variants: []service.Variant{{Name: "base", Delimiter: ";", Terms: answer}, {Name: "bare", Terms: answer}}}},
			Echo:    []service.Echo{{Field: "bill", Request: "bill"}, {Field: "bill_amount", Request: "amount"}, {Field: "bill_currency", Request: "currency"}},
		},
		Outcome: []service.OutcomeRule{
			{Outcome: service.Succeeded, When: []service.Match{{Field: "bill_status", Values: []string{"Invoiced", "Approved"}}}},
			{Outcome: service.Refused, When: []service.Match{{Field: "bill_status", Values: []string{"Timed out"}}}},
		},
	}
}

func payOperation() service.Operation {
	order := append(terms("merchant_id", "ordernumber", "orderamount", "ordercurrency"), service.Term{Field: "disable3ds", Empty: service.DropZero})
	return service.Operation{
		Name: "pay", WSDLName: "Pay",
		Request: service.Message{
			Name: "request", Type: typePay, Frames: frames(service.Name{Space: 1, Local: "SilentPay"}),
			Digests: []service.Digest{{Kind: service.Signature, Field: "signature", Variants: []service.Variant{{Name: "base", Delimiter: ";", Terms: order}}}},
			Conditions: []service.Condition{
				{Kind: service.Require, Fields: []string{"recurringminamount", "recurringmaxamount"}, When: []service.Match{{Field: "recurringindicator", Values: []string{"1"}}}},
				{Kind: service.Exclude, Fields: []string{"customernumber"}, When: []service.Match{{Field: "recurringindicator", Values: []string{"1"}}}},
				{Kind: service.Ordered, Fields: []string{"recurringminamount", "recurringmaxamount"}},
			},
		},
		Response: service.Message{
			Name: "response", Type: typePayAnswer,
			Frames: frames(service.Name{Space: 1, Local: "SilentPayResponse"}, service.Name{Local: "return"}),
			Digests: []service.Digest{{Kind: service.Signature, Field: "signature", Variants: []service.Variant{
				{Name: "base", Terms: terms("ordernumber", "responsecode", "orderamount", "ordercurrency", "orderstate", "packetdate")}}}},
			Echo: []service.Echo{{Field: "ordernumber", Request: "ordernumber"}},
		},
		Outcome: []service.OutcomeRule{
			{Outcome: service.ActionRequired, When: []service.Match{{Field: "responsecode", Values: []string{"AS110"}}}},
			{Outcome: service.Succeeded, When: []service.Match{{Field: "responsecode", Values: []string{"AS000"}}, {Field: "orderstate", Values: []string{"Approved", "Delayed"}}}},
			{Outcome: service.Pending, When: []service.Match{{Field: "orderstate", Values: []string{"In Process"}}}},
			{Outcome: service.Refused, When: []service.Match{{Field: "responsecode", Values: []string{"AS1*"}}}},
		},
	}
}

func ordersOperation() service.Operation {
	return service.Operation{
		Name: "orders", WSDLName: "orders",
		Request:  service.Message{Name: "request", Type: typeStatus, Frames: frames(service.Name{Space: 1, Local: "orders"})},
		Response: service.Message{Name: "response", Type: typeOrders, Frames: frames(service.Name{Space: 1, Local: "ordersResponse"})},
		Outcome: []service.OutcomeRule{
			{Outcome: service.Succeeded, When: []service.Match{{Field: "order/operation/responsecode", Values: []string{"AS000"}}}},
		},
	}
}

func codes() *service.Codes {
	return &service.Codes{
		First: []service.NumberedCode{
			{Code: 3, Meaning: service.Text{EN: "a required parameter is missing", RU: "не задан обязательный параметр"}},
			{Code: 11, Meaning: service.Text{EN: "duplicate object", RU: "объект уже существует"}},
		},
		Second: []service.NumberedCode{
			{Code: 0, Meaning: service.Text{EN: "nothing"}},
			{Code: 115, Meaning: service.Text{EN: "CVC2", RU: "CVC2"}},
			{Code: 187, Meaning: service.Text{EN: "bill number", RU: "номер счёта"}, Advice: service.Text{EN: "use another number"}},
		},
		Response:   []service.Code{{Code: "AS000"}, {Code: "AS100"}},
		States:     []service.Code{{Code: "In Process", Aliases: []string{"Process", "В процессе"}}, {Code: "Approved", Aliases: []string{"Оплачен"}}, {Code: "Timeout"}},
		BillStates: []service.Code{{Code: "Invoiced"}, {Code: "Timed out", Aliases: []string{"Timeout"}}, {Code: "Approved"}},
		Currencies: []service.Code{{Code: "RUB", Aliases: []string{"RUR"}}, {Code: "USD"}},
	}
}

func newCodec(tb testing.TB, s *service.Service, o envelope.Options) *envelope.Codec {
	tb.Helper()
	c, err := envelope.New(s, o)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func gateway(tb testing.TB) (*service.Service, *envelope.Codec) {
	tb.Helper()
	s := gatewayService()
	return s, newCodec(tb, s, envelope.Options{})
}

func credentials() *envelope.Credentials {
	return &envelope.Credentials{
		Merchant: "123456", Login: "sandbox_login",
		Password: service.NewSecret("sandbox_pass1"), SecretWord: service.NewSecret("TestSalt"),
	}
}

// record makes a record from name, text pairs.
func record(tb testing.TB, s *service.Service, id service.TypeID, pairs ...string) *service.Record {
	tb.Helper()
	r := service.NewRecord(s, id)
	for i := 0; i < len(pairs); i += 2 {
		if err := r.Set(pairs[i], pairs[i+1]); err != nil {
			tb.Fatal(err)
		}
	}
	return r
}

func bill(tb testing.TB, s *service.Service, pairs ...string) *service.Record {
	tb.Helper()
	return record(tb, s, typeBill, append([]string{"bill", "B-1", "bill_amount", "100.10", "bill_currency", "RUB"}, pairs...)...)
}

func payment(tb testing.TB, s *service.Service, pairs ...string) *service.Record {
	tb.Helper()
	return record(tb, s, typePay, append([]string{"ordernumber", "O-1", "orderamount", "100.10", "ordercurrency", "RUB",
		"cardnumber", "4111111111111111", "expiremonth", "12", "cvc2", "123"}, pairs...)...)
}
