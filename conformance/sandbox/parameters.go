package sandbox

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// parameterCodes numbers the parameters in refusals: the secondcode table
// (assist-protocol.md section 7) names parameters of the order page, and this table
// says which parameters of the services they stand for. Where the documents do not
// say, the nearest number is taken (inferred).
var parameterCodes = [...]struct {
	code   int
	params string // names as in the documents' tables, lower case
}{
	{secondMerchant, "merchant_id"},
	{101, "login"},
	{102, "password"},
	{secondFormat, "format"},
	{secondPayUntil, "pay_until recurringmaxdate datetimemode orderdate packetdate"},
	{secondCurrency, "bill_currency ordercurrency currency"},
	{106, "cardnumber paymenttoken"},
	{secondOrderNumber, "ordernumber"},
	{secondAmount, "bill_amount orderamount amount recurringminamount recurringmaxamount ordermaxpoints prepayment"},
	{109, "delay delaypayment"},
	{110, "bill_comment ordercomment"},
	{111, "cardtype tokentype meantype_id"},
	{112, "expiremonth"},
	{113, "expireyear"},
	{114, "cardholder"},
	{115, "cvc2"},
	{116, "clientip"},
	{117, "lastname customer_lastname"},
	{118, "firstname customer_name"},
	{119, "middlename customer_middlename"},
	{120, "email customer_email"},
	{121, "address"},
	{122, "homephone workphone mobilephone fax customer_phone customer_mobile"},
	{123, "city"},
	{124, "state"},
	{125, "zip"},
	{127, "language"},
	{128, "country"},
	{secondStart, "startyear startmonth startday starthour startmin"},
	{secondEnd, "endyear endmonth endday endhour endmin"},
	{secondZip, "zipflag"},
	{secondBillNumber, "billnumber"},
	{145, "operationtype"},
	{146, "operationstate"},
	{154, "url_return url_return_ok url_return_no"},
	{secondCheckValue, "checkvalue"},
	{155, "payment_id"},
	{159, "signature"}, // SIGN in the lists of 2010; BIN in the newer one
	{164, "orderstate"},
	{167, "isconvert"},
	{177, "cardpayment ympayment wmpayment qiwipayment fastpaypayment googlepaypayment applepaypayment samsungpaypayment mirpaypayment"},
	{secondReceipt, "chequeitems generatereceipt tax receiptline fpmode taxationsystem fiscalreceipt_id full_receipt"},
	{185, "sendnotification"},
	{secondBill, "bill"},
	{secondCustomer, "customernumber"},
	{secondCard, "savecard"},
	{212, "testmode"},
	{216, "operation"},
	{secondRefund, "externalrefundid"},
	{307, "autodeposit"},
	{secondCancel, "cancelreason"},
	{secondRecurring, "recurringindicator recurringperiod"},
	{secondWaiting, "pares threedsservertransid"},
	{403, "disable3ds"},
}

// secondCode returns the number of a parameter, 1 (unexpected) if it has none.
func secondCode(field *service.Field) int {
	name := strings.ToLower(parameterName(field))
	for _, row := range parameterCodes {
		for param := range strings.FieldsSeq(row.params) {
			if param == name {
				return row.code
			}
		}
	}
	return secondUnexpected
}

// parameterName returns the name the documents' table gives a field.
func parameterName(field *service.Field) string {
	if field.Facts != nil && field.Facts.Param != "" {
		return field.Facts.Param
	}
	return field.Name
}

// called reports whether name is the field's, one of its aliases or its name in the
// documents' table. Case does not count: the gateway's parameters are
// case-insensitive (assist-clients.md 2.2).
func called(field *service.Field, name string) bool {
	if strings.EqualFold(field.Name, name) || strings.EqualFold(parameterName(field), name) {
		return true
	}
	if field.Facts != nil {
		for _, alias := range field.Facts.Aliases {
			if strings.EqualFold(alias, name) {
				return true
			}
		}
	}
	return false
}

// fieldCalled finds a field by any of its names, or returns nil.
func fieldCalled(t *service.Type, name string) *service.Field {
	for i := range t.Fields {
		if called(&t.Fields[i], name) {
			return &t.Fields[i]
		}
	}
	return nil
}

// fieldWithRole finds the field that plays a part, or returns nil.
func fieldWithRole(t *service.Type, role service.Role) *service.Field {
	for i := range t.Fields {
		if f := &t.Fields[i]; f.Facts != nil && f.Facts.Role == role {
			return f
		}
	}
	return nil
}
