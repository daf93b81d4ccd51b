package chaos

const (
	ourAmount     = "100.10"
	foreignAmount = "50.00"
	goodCard      = "4111111111111111"
	stepCard      = "4000000000003220"
)

func bill(key, _ string, _ Deed) (Fields, error) {
	return Fields{"bill": key, "bill_amount": ourAmount, "bill_currency": "RUB"}, nil
}

func revocation(key, card string, before Deed) (Fields, error) {
	if before == nil { // of whatever is there
		return Fields{"bill": key}, nil
	}
	return after("createbill.create", bill, "bill")(key, card, before)
}

func order(key, _ string, _ Deed) (Fields, error) {
	return Fields{"ordernumber": key, "orderamount": ourAmount, "ordercurrency": "RUB"}, nil
}

// token pays with a wallet that holds the card.
func token(key, card string, _ Deed) (Fields, error) {
	return Fields{
		"ordernumber": key, "orderamount": ourAmount, "ordercurrency": "RUB",
		"tokentype": "1", "paymenttoken": `{"sandboxCard":"` + card + `"}`,
	}, nil
}

// payment pays with a card, and more fields.
func payment(more Fields) func(string, string, Deed) (Fields, error) {
	return func(key, card string, _ Deed) (Fields, error) {
		f := Fields{
			"ordernumber": key, "orderamount": ourAmount, "ordercurrency": "RUB", "cardnumber": card, "cvc2": "123",
			"expiremonth": "12", "expireyear": "2030", "lastname": "Test", "firstname": "Test", "email": "test@example.com",
		}
		for name, text := range more {
			f[name] = text
		}
		return f, nil
	}
}

// after carries out another operation and takes one field of its request or answer.
func after(first string, with func(string, string, Deed) (Fields, error), field string) func(string, string, Deed) (Fields, error) {
	return func(key, card string, before Deed) (Fields, error) {
		if before == nil {
			return Fields{field: key}, nil
		}
		request, err := with(key, card, before)
		if err != nil {
			return nil, err
		}
		answer, err := before(first, request)
		if err != nil {
			return nil, err
		}
		if text, ours := request[field]; ours {
			return Fields{field: text}, nil
		}
		return Fields{field: answer.Text(field)}, nil
	}
}

func nextPayment(key, card string, before Deed) (Fields, error) {
	first := payment(Fields{
		"recurringindicator": "1", "recurringminamount": "10.00", "recurringmaxamount": "500.00", "recurringperiod": "30", "recurringmaxdate": "31.12.2029",
	})
	f, err := after("silentpay.pay", first, "billnumber")("first-"+key, card, before)
	if err == nil {
		f["ordernumber"], f["amount"], f["currency"] = key, ourAmount, "RUB"
	}
	return f, err
}

func step1(key, _ string, before Deed) (Fields, error) {
	f, err := after("silentpay.pay", payment(nil), "billnumber")(key, stepCard, before)
	if err == nil {
		f["pares"] = "WQ==" // the page says yes
	}
	return f, err
}

func step2(key, _ string, before Deed) (Fields, error) {
	request, _ := payment(Fields{"cardholder": "FRICTIONLESS"})(key, stepCard, before)
	answer, err := before("silentpay.pay", request)
	if err != nil {
		return nil, err
	}
	return Fields{"billnumber": answer.Text("billnumber"), "threedsservertransid": answer.Text("threedsdata/threeDSServerTransID")}, nil
}

// period asks for the day on which virtual time begins.
func period(key, card string, before Deed) (Fields, error) {
	_, err := after("silentpay.pay", payment(nil), "billnumber")(key, card, before)
	f := Fields{"testmode": "1"}
	for _, end := range []string{"start", "end"} {
		f[end+"year"], f[end+"month"], f[end+"day"], f[end+"min"] = "2026", "11", "21", "0"
	}
	f["starthour"], f["endhour"] = "11", "20"
	return f, err
}
