package checkvalue_test

import (
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/service"
)

// The description the tests share: a bill, an order and a notification as the
// protocol has them, cut down to what matters for digests.

func field(name string, facts service.Facts) service.Field {
	facts.Param = strings.ToUpper(name[:1]) + name[1:]
	return service.Field{Name: name, Type: service.XSDString, Flags: service.Optional, Facts: &facts}
}

func amount(name, currency string) service.Field {
	return field(name, service.Facts{Role: service.RoleAmount, Format: service.FormatAmount, Currency: currency})
}

func credentials() []service.Field {
	return []service.Field{
		field("merchant_id", service.Facts{Role: service.RoleMerchant, Format: service.FormatInt}),
		field("login", service.Facts{Role: service.RoleLogin}),
		field("password", service.Facts{Role: service.RolePassword, Format: service.FormatSecret}),
	}
}

func terms(rule service.EmptyRule, names ...string) []service.Term {
	all := make([]service.Term, len(names))
	for i, name := range names {
		all[i] = service.Term{Field: name, Empty: rule}
		if rest, ok := strings.CutPrefix(name, "request:"); ok {
			all[i] = service.Term{Field: rest, Empty: rule, From: service.FromRequest}
		}
	}
	return all
}

var billTerms = []string{
	"merchant_id", "login", "password", "bill", "bill_amount", "bill_currency", "bill_comment", "customer_name",
	"customer_lastname", "customer_middlename", "customer_email", "customer_phone", "customer_mobile", "language", "pay_until",
}

const (
	billType = iota
	orderType
	answerType
	noticeType
)

// example returns a fresh description, so that no test sees another's changes.
func example() *service.Service {
	checkvalue := field("checkvalue", service.Facts{Role: service.RoleCheckValue})
	bill := append(credentials(), field("bill", service.Facts{Role: service.RoleOrderKey}), amount("bill_amount", "bill_currency"),
		field("bill_currency", service.Facts{Role: service.RoleCurrency}), field("bill_comment", service.Facts{Strip: service.StripComment}))
	for _, name := range billTerms[7:] {
		bill = append(bill, field(name, service.Facts{Strip: service.StripGeneral}))
	}
	bill = append(bill, field("sendnotification", service.Facts{}), field("url_return", service.Facts{}), checkvalue, field("customernumber", service.Facts{}))
	order := append(credentials(), field("ordernumber", service.Facts{Role: service.RoleOrderKey}), amount("orderamount", "ordercurrency"),
		field("ordercurrency", service.Facts{Role: service.RoleCurrency}), field("ordermaxpoints", service.Facts{}), field("customernumber", service.Facts{}),
		field("disable3ds", service.Facts{}), amount("prepayment", ""), checkvalue, field("signature", service.Facts{Role: service.RoleSignature}))
	answer := []service.Field{
		field("ordernumber", service.Facts{}), field("billnumber", service.Facts{}), amount("orderamount", "ordercurrency"), field("ordercurrency", service.Facts{}),
		amount("amount", "currency"), field("currency", service.Facts{}), field("orderstate", service.Facts{Role: service.RoleState}), checkvalue,
	}
	notice := append([]service.Field{field("merchant_id", service.Facts{Role: service.RoleMerchant})}, answer...)
	tail := append(terms(service.KeepSlot, "merchant_id", "ordernumber", "orderamount"), terms(service.DropAbsent, "ordercurrency")...)
	tail = append(tail, terms(service.DropZero, "ordermaxpoints", "customernumber", "disable3ds", "prepayment")...)
	keep := terms(service.KeepSlot, append(billTerms, "url_return")...)
	return &service.Service{
		Name: "example", Spaces: []string{""},
		Types: []service.Type{{Fields: bill}, {Fields: order}, {Fields: answer}, {Fields: notice}},
		Operations: []service.Operation{
			{
				Name: "create", Request: service.Message{Name: "request", Type: billType, Digests: []service.Digest{{Field: "checkvalue", Variants: []service.Variant{
					{Name: "base", Delimiter: ";", Terms: terms(service.KeepSlot, billTerms...)}, {Name: "all-slots", Delimiter: ";", Terms: keep},
				}}}},
				Response: service.Message{Name: "response", Type: billType},
			},
			{
				Name: "pay", Request: service.Message{Name: "request", Type: orderType, Digests: []service.Digest{
					{Field: "checkvalue", Variants: []service.Variant{{Name: "base", Delimiter: ";", Terms: tail}}},
					{Kind: service.Signature, Field: "signature", Variants: []service.Variant{{Name: "base", Delimiter: ";", Terms: tail}}},
				}},
				Response: service.Message{Name: "response", Type: answerType, Digests: []service.Digest{{Field: "checkvalue", Variants: []service.Variant{
					{Name: "order", Terms: terms(service.KeepSlot, "request:merchant_id", "request:ordernumber", "orderamount", "ordercurrency", "orderstate")},
				}}}},
			},
			{Name: "notify", Request: service.Message{Name: "notification", Type: noticeType, Digests: []service.Digest{{Field: "checkvalue", Variants: []service.Variant{
				{Name: "operation", Terms: terms(service.KeepSlot, "merchant_id", "ordernumber", "amount", "currency", "orderstate")},
			}}}}},
		},
	}
}

// record fills a record from "name=value" texts.
func record(tb testing.TB, s *service.Service, id service.TypeID, values ...string) *service.Record {
	tb.Helper()
	r := service.NewRecord(s, id)
	for _, pair := range values {
		name, value, _ := strings.Cut(pair, "=")
		if err := r.Set(name, value); err != nil {
			tb.Fatal(err)
		}
	}
	return r
}

const word = "TestSalt"

var secretWord = service.NewSecret(word)

func billRecord(tb testing.TB, s *service.Service) *service.Record {
	return record(tb, s, billType, "merchant_id=423422", "login=login", "password=sesame_pass", "bill=123456", "bill_amount=23.00", "bill_currency=RUB",
		"bill_comment=Счёт №1", "customer_name=Test", "customer_email=test@testpost.ru", "language=RU", "sendnotification=1", "customernumber=C42")
}

const billX = "423422;login;sesame_pass;123456;23.00;RUB;Счёт №1;Test;;;test@testpost.ru;;;RU;"
