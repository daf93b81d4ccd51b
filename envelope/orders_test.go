package envelope_test

import (
	"testing"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// The service of these tests has the shapes of orderstate and orderresult: a list of
// orders, each with a check value of its own, with operations below them. Its second
// operation answers with one flat record.

const (
	oQuestion service.TypeID = iota
	oAnswer
	oOrder
	oOperation
	oFlat
	oCustomer
	oNested
)

func orderFields() []service.Field {
	return []service.Field{
		text("ordernumber", service.Optional, &service.Facts{Param: "Order Number", Role: service.RoleOrderKey}),
		text("billnumber", service.Optional, facts(service.RoleGatewayKey, 0, 0)),
		text("testmode", service.Optional, facts(service.RoleTestMode, 0, 0)),
		text("ordercomment", service.Optional, nil),
		text("orderamount", service.Optional, facts(0, service.FormatAmount, 0)),
		text("ordercurrency", service.Optional, facts(service.RoleCurrency, 0, 0)),
		text("firstname", service.Optional, facts(service.RolePersonal, 0, 0)),
		text("orderstate", service.Optional, facts(service.RoleState, 0, 0)),
		text("packetdate", service.Optional, &service.Facts{Aliases: []string{"paketdate"}}),
		text("signature", service.Optional, facts(service.RoleSignature, 0, 0)),
		text("checkvalue", service.Optional, facts(service.RoleCheckValue, 0, 0)),
	}
}

func operationFields() []service.Field {
	return []service.Field{
		text("operationtype", service.Optional, nil),
		text("operationstate", service.Optional, facts(service.RoleOperationState, 0, 0)),
		text("amount", service.Optional, facts(0, service.FormatAmount, 0)),
		text("meannumber", service.Optional, facts(service.RoleMaskedPAN, 0, 0)),
		text("responsecode", service.Optional, facts(service.RoleResponseCode, 0, 0)),
		text("message", service.Optional, nil),
	}
}

func structType(name string, fields ...service.Field) service.Type {
	return service.Type{Name: service.Name{Space: 2, Local: name}, Fields: fields}
}

func repeated(name string, id service.TypeID) service.Field {
	return service.Field{Name: name, Type: id, Flags: service.Optional | service.Many}
}

func ordersService() *service.Service {
	orders := structType("Order", append(orderFields(), repeated("operation", oOperation))...)
	s := &service.Service{
		Name: "lookup", Namespace: wsSpace, Spaces: []string{"", wsSpace, typeSpace}, Path: "/lookup/orderlist.cfm",
		Facts: &service.Facts{}, Codes: orderCodes(),
		Types: []service.Type{
			oQuestion: structType("Question",
				text("ordernumber", service.Optional, &service.Facts{Param: "OrderNumber", Role: service.RoleOrderKey}),
				text("merchant_id", service.Sealed, &service.Facts{Param: "Merchant_ID", Role: service.RoleMerchant}),
				text("login", service.Sealed, &service.Facts{Param: "Login", Role: service.RoleLogin}),
				text("password", service.Sealed, &service.Facts{Param: "Password", Role: service.RolePassword, Format: service.FormatSecret}),
				text("ordercomment", service.Optional, &service.Facts{Param: "OrderComment"}),
				text("format", service.Optional|service.Sealed, &service.Facts{Param: "Format", Role: service.RoleFormat}),
			),
			oAnswer:    structType("Answer", repeated("order", oOrder)),
			oOrder:     orders,
			oOperation: structType("Operation", operationFields()...),
			oFlat:      structType("Flat", append(orderFields(), operationFields()...)...),
			oCustomer:  structType("Customer", text("firstname", service.Optional, facts(service.RolePersonal, 0, 0)), text("lastname", service.Optional, nil)),
			oNested: structType("Nested",
				service.Field{Name: "order", Type: oOrder, Flags: service.Optional},
				service.Field{Name: "customer", Type: oCustomer, Flags: service.Optional},
				text("firstcode", service.Optional, nil), text("secondcode", service.Optional, nil), text("continueurl", service.Optional, nil),
				text("chequeitems", service.Optional, facts(0, service.FormatJSON, 0)),
				text("packetdate", service.Optional, nil)),
		},
	}
	forms := []service.Form{{Request: "post", Answers: []int{1, 3, 4, 5}, Default: 3}, {Request: "json", Answers: []int{5, 3}, Default: 5, Merchant: "merchant"}}
	s.Operations = []service.Operation{
		orderOperation("list", oAnswer, "order", forms), orderOperation("one", oFlat, "", forms[:1]), orderOperation("nested", oNested, "", nil),
	}
	return s
}

func orderOperation(name string, answer service.TypeID, at string, forms []service.Form) service.Operation {
	variant := service.Variant{Name: "base", Terms: terms("merchant_id", "ordernumber", "orderamount", "ordercurrency", "orderstate")}
	variant.Terms[0].From, variant.Terms[1].From = service.FromRequest, service.FromRequest
	op := service.Operation{
		Name: name, WSDLName: name, Forms: forms, Repeat: service.Repeat{Safe: true},
		Request: service.Message{Name: "request", Type: oQuestion, Frames: frames(service.Name{Space: 1, Local: name})},
		Response: service.Message{Name: "response", Type: answer, Frames: frames(service.Name{Space: 1, Local: name + "Response"}, service.Name{Local: name}),
			Digests: []service.Digest{{At: at, Field: "checkvalue", Variants: []service.Variant{variant}}}},
	}
	prefix := ""
	if at != "" {
		prefix = at + "/"
	}
	switch answer {
	case oNested:
		op.Response.Digests = nil
		return op
	case oAnswer:
		op.Response.Echo = []service.Echo{{Field: "order/ordernumber", Request: "ordernumber"}}
	}
	op.Outcome = []service.OutcomeRule{
		{Outcome: service.Pending, When: []service.Match{{Field: prefix + "orderstate", Values: []string{"In Process"}}}},
		{Outcome: service.Succeeded, When: []service.Match{{Field: prefix + "orderstate", Values: []string{"Approved"}}}},
		{Outcome: service.Refused, When: []service.Match{{Field: prefix + "orderstate", Values: []string{"Declined"}}}},
	}
	return op
}

func orderCodes() *service.Codes {
	c := codes()
	c.Response = []service.Code{{Code: "AS000", Outcome: service.Succeeded}, {Code: "AS100", Outcome: service.Refused}, {Code: "AS300", Outcome: service.Pending}}
	c.States = []service.Code{
		{Code: "In Process", Aliases: []string{"В процессе"}, Outcome: service.Pending},
		{Code: "Approved", Aliases: []string{"Оплачен"}, Outcome: service.Succeeded}, {Code: "Declined", Outcome: service.Refused},
	}
	c.OperationStates = []service.Code{
		{Code: "In Process", Aliases: []string{"В процессе"}, Outcome: service.Pending}, {Code: "Success", Outcome: service.Succeeded},
	}
	return c
}

func lookup(tb testing.TB) (*service.Service, *envelope.Codec) {
	tb.Helper()
	s := ordersService()
	return s, newCodec(tb, s, envelope.Options{})
}

func question(tb testing.TB, s *service.Service, c *envelope.Codec, name string, pairs ...string) *service.Record {
	tb.Helper()
	r := record(tb, s, oQuestion, append([]string{"ordernumber", "O-1"}, pairs...)...)
	if err := c.Seal(s.Operation(name), r, credentials()); err != nil {
		tb.Fatal(err)
	}
	return r
}
