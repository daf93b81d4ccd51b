/*
 * One caller per service, over the stubs that wsdl2h and soapcpp2 make of the WSDL the sandbox serves; client.sh
 * compiles this file once per service, with the service's name defined, and knows what to ask and what to expect.
 */
#include "call.h"

#if defined(SERVICE_createbill)
static int call(void) {
	struct ns2__Bill q = {0};
	struct ns1__CreateBillResponse a = {0};
	WHO(q), IN(q, bill), IN_AS(q, bill_USCOREamount, "amount"), IN_AS(q, bill_USCOREcurrency, "currency"), IN(q, checkvalue);
	int status = soap_call_ns1__CreateBill(gateway, endpoint, NULL, &q, &a);
	if (status == SOAP_OK)
		show("hash", a.return_->Hash);
	return status;
}
#elif defined(SERVICE_billstatus)
static int call(void) {
	struct ns2__Bill q = {0};
	struct ns1__BillStatusResponse a = {0};
	WHO(q), IN(q, bill);
	int status = soap_call_ns1__BillStatus(gateway, endpoint, NULL, &q, &a);
	if (status == SOAP_OK)
		show("state", a.return_->bill_USCOREstatus), show("amount", a.return_->bill_USCOREamount);
	return status;
}
#elif defined(SERVICE_billrevoke)
static int call(void) {
	struct ns2__Bill q = {0};
	struct ns1__BillRevokeResponse a = {0};
	WHO(q), IN(q, bill), IN(q, checkvalue);
	int status = soap_call_ns1__BillRevoke(gateway, endpoint, NULL, &q, &a);
	if (status == SOAP_OK)
		show("state", a.return_->bill_USCOREstatus);
	return status;
}
#elif defined(SERVICE_silentpay)
static int call(void) {
	struct _ns1__SilentPay q = {0};
	struct _ns1__SilentPayResponse a = {0};
	WHO(q), IN(q, ordernumber), IN(q, orderamount), IN(q, ordercurrency), IN(q, cardnumber), IN(q, cardholder);
	IN(q, expiremonth), IN(q, expireyear), IN(q, cvc2), IN(q, recurringminamount), IN(q, recurringmaxamount);
	IN(q, recurringperiod), IN(q, recurringmaxdate);
	FLAG(q, delay, ns2__Flag);
	FLAG(q, recurringindicator, ns2__Flag);
	int status = soap_call___ns1__SilentPay(gateway, endpoint, NULL, &q, &a);
	if (status == SOAP_OK) {
		show("code", a.return_->responsecode), show("state", a.return_->orderstate), show("billnumber", a.return_->billnumber);
		if (a.return_->threedsdata)
			show("version", a.return_->threedsdata->version);
	}
	return status;
}
#elif defined(SERVICE_charge)
static int call(void) {
	struct _ns1__MakeCharge q = {0};
	struct _ns1__MakeChargeResponse a = {0};
	WHO(q), IN(q, billnumber), IN(q, amount), IN(q, currency);
	int status = soap_call___ns1__MakeCharge(gateway, endpoint, NULL, &q, &a);
	if (status == SOAP_OK)
		show("state", a.return_->orderstate);
	return status;
}
#elif defined(SERVICE_orderstate)
static int call(void) {
	struct _ns1__orderstate q = {0};
	struct _ns1__orderstateResponse a = {0};
	WHO(q), IN(q, ordernumber);
	int status = soap_call___ns1__orderstate(gateway, endpoint, NULL, &q, &a);
	if (status == SOAP_OK && a.orderstate->__sizeorder == 1)
		show("state", a.orderstate->order->orderstate), show("checkvalue", a.orderstate->order->checkvalue);
	return status;
}
#elif defined(SERVICE_orderresult)
static int call(void) {
	struct _ns1__orderresult q = {0};
	struct _ns1__orderresultResponse a = {0};
	WHO(q), IN(q, ordernumber);
	int status = soap_call___ns1__orderresult(gateway, endpoint, NULL, &q, &a);
	if (status == SOAP_OK && a.orderresult->__sizeorder == 1)
		for (int i = 0; i < a.orderresult->order->__sizeoperation; i++)
			show("operation", a.orderresult->order->operation[i].operationtype);
	return status;
}
#elif defined(SERVICE_wscancel)
static int call(void) {
	struct _ns1__WSCancelRequestParams q = {0};
	struct _ns1__WSCancelResponseParams a = {0};
	WHO(q), IN(q, billnumber), IN(q, amount), IN(q, currency);
	int status = soap_call___ns1__WSCancel(gateway, endpoint, NULL, &q, &a);
	if (status == SOAP_OK)
		show("state", a.order->orderstate), show("operation", a.order->operation->operationtype);
	return status;
}
#elif defined(SERVICE_recurrent)
static int call(void) {
	struct _ns1__rp q = {0};
	struct _ns1__rpResponse a = {0};
	WHO(q), IN(q, billnumber), IN(q, ordernumber), IN(q, amount), IN(q, currency);
	int status = soap_call___ns1__rp(gateway, endpoint, NULL, &q, &a);
	if (status == SOAP_OK)
		show("code", a.return_->responsecode);
	return status;
}
#elif defined(SERVICE_tokenpay)
static int call(void) {
	struct _ns1__PaymentTokenRequestParams q = {0};
	struct _ns1__PaymentTokenResponseParams a = {0};
	WHO(q), IN(q, ordernumber), IN(q, orderamount), IN(q, ordercurrency), IN(q, paymenttoken);
	FLAG(q, tokentype, ns2__TokenType);
	int status = soap_call___ns1__PaymentToken(gateway, endpoint, NULL, &q, &a);
	if (status == SOAP_OK)
		show("first", a.firstcode), show("second", a.secondcode), show("operation", a.order->operation->operationstate);
	return status;
}
#elif defined(SERVICE_payrequest)
static int call(void) {
	struct _ns1__payrequest q = {0};
	struct _ns1__payrequestResponse a = {0};
	IN_AS(q, merchant_USCOREid, "merchant_id"), IN(q, ordernumber), IN(q, orderamount), IN(q, ordercurrency), IN(q, checkvalue);
	int status = soap_call___ns1__payrequest(gateway, endpoint, NULL, &q, &a);
	if (status == SOAP_OK)
		show("state", a.orderstate), show("url", a.url);
	return status;
}
#elif defined(SERVICE_get3dsec)
static int call(void) {
	struct _ns1__get3dsec q = {0};
	struct _ns1__get3dsecResponse a = {0};
	WHO(q), IN(q, billnumber), IN(q, pares);
	int status = soap_call___ns1__get3dsec(gateway, endpoint, NULL, &q, &a);
	if (status == SOAP_OK)
		show("state", a.return_->orderstate);
	return status;
}
#elif defined(SERVICE_get3dsecver2)
static int call(void) {
	struct _ns1__get3dsecver2 q = {0};
	struct _ns1__get3dsecver2Response a = {0};
	WHO(q), IN(q, billnumber);
	int status = soap_call___ns1__get3dsecver2(gateway, endpoint, NULL, &q, &a);
	if (status == SOAP_OK)
		show("challenge", a.return_->threedsdata->challenge);
	return status;
}
#elif defined(SERVICE_fiscalreceipt)
static int call(void) {
	struct _ns1__fiscalreceipt q = {0};
	struct _ns1__result a = {0};
	WHO(q), IN(q, billnumber);
	int status = soap_call___ns1__fiscalreceipt(gateway, endpoint, NULL, &q, &a);
	if (status == SOAP_OK)
		show("total", a.fiscalreceipt->total);
	return status;
}
#elif defined(SERVICE_resultbydate)
static int call(void) {
	struct _ns1__resultbydate q = {0};
	struct _ns1__resultbydateResponse a = {0};
	WHO(q), soap_s2ns2__Flag(gateway, given("testmode"), &q.testmode);
	int status = soap_call___ns1__resultbydate(gateway, endpoint, NULL, &q, &a);
	if (status == SOAP_OK)
		printf("payments=%d\n", a.resultbydate->__sizepayment);
	return status;
}
#endif

int main(int argc, char **argv) {
	start(argv);
	return finish(call());
}
