"""A foreign client: Python's zeep over the WSDLs the sandbox serves."""
import base64
import hashlib
import os
import sys

import zeep

endpoint = sys.argv[1]
m, login, password, word = "123456", "sandbox_login", "sandbox_pass1", "TestSalt"
who = dict(merchant_id=m, login=login, password=password)


def md5(text):
    return hashlib.md5(text.encode("utf-8")).hexdigest()


def checkvalue(x):
    return md5((md5(word) + md5(x)).upper()).upper()


def client(path):
    return zeep.Client(endpoint + path).service


def report(operation, call):
    try:
        print(operation, "ok" if call() else "wrong answer")
    except Exception as error:
        print(operation, type(error).__name__, str(error).replace("\n", " "))


bill = "ZEEP-%d" % os.getpid()
create = dict(who, bill=bill, bill_amount="100.10", bill_currency="RUB",
              checkvalue=checkvalue(";".join([m, login, password, bill, "100.10", "RUB"] + [""] * 9)))


def find():
    found = client("/bill/billstatus.wsdl").BillStatus(Bill=dict(who, bill=bill))
    return found.bill_status == "Invoiced" and found.bill_amount == "100.10"


def revoke():
    x = ";".join([m, login, password, bill])
    return client("/bill/billrevoke.wsdl").BillRevoke(Bill=dict(who, bill=bill, checkvalue=checkvalue(x))).bill_status == "Deleted"


order = "ZEEP-O-%d" % os.getpid()
paid = {}


def inner(answer, *names):
    """zeep unwraps an element with one child; which ones those are does not matter here."""
    for name in names:
        answer = getattr(answer, name, answer)
    return answer


def silent(number, card, **more):
    return inner(client("/pay/silentpay.wsdl").SilentPay(
        **who, ordernumber=number, orderamount="10.00", ordercurrency="RUB", cardnumber=card,
        expiremonth="12", expireyear="2030", cvc2="123", **more), "return")


def pay():
    answer = silent(order, "4111111111111111", delay="1", recurringindicator="1", recurringminamount="1.00",
                    recurringmaxamount="50.00", recurringperiod="30", recurringmaxdate="31.12.2039")
    paid["number"] = answer.billnumber
    return answer.responsecode == "AS000" and answer.orderstate == "Delayed"


def charge():
    answer = client("/charge/charge.wsdl").MakeCharge(**who, billnumber=paid["number"], amount="4.00", currency="RUB")
    return inner(answer, "return").orderstate == "PartialDelayed"


def state():
    found = inner(client("/orderstate/orderstate.wsdl").orderstate(**who, ordernumber=order), "orderstate")
    first = (found if isinstance(found, list) else found.order)[0]
    return first.checkvalue == checkvalue(m + order + "10.00RUBPartialDelayed")


def cancel():
    gone = client("/cancel/wscancel.wsdl").WSCancel(**who, billnumber=paid["number"], amount="1.00", currency="RUB")
    return gone.order.orderstate == "PartialCanceled" and gone.order.operation[0].operationtype == "300"


def result():
    found = inner(client("/orderresult/orderresult.wsdl").orderresult(**who, ordernumber=order), "orderresult")
    first = (found if isinstance(found, list) else found.order)[0]
    return [o.operationtype for o in first.operation] == ["100", "200", "300"]


def recurrent():
    answer = client("/recurrent/rp.wsdl").rp(
        **who, billnumber=paid["number"], ordernumber=order + "-2", amount="20.00", currency="RUB")
    return inner(answer, "return").responsecode == "AS000"


def token():
    answer = client("/pay/tokenpay.wsdl").PaymentToken(
        **who, ordernumber=order + "-3", orderamount="10.00", ordercurrency="RUB", tokentype="2",
        paymenttoken='{"sandbox":"cvc2"}')
    return ((answer.firstcode, answer.secondcode) == ("3", "115")
            and answer.order[0].operation[0].operationstate == "New")


def request():
    number = order + "-4"
    made = client("/pay/payrequest.wsdl").payrequest(
        merchant_id=m, ordernumber=number, orderamount="10.00", ordercurrency="RUB",
        checkvalue=checkvalue(";".join([m, number, "10.00", "RUB"])))
    return made.orderstate == "In Process" and "/pay/pay.cfm?CFSID=" in made.url


def secure1():
    waiting = silent(order + "-5", "4000000000003220")
    done = client("/get3dsec/ws3dsec.wsdl").get3dsec(
        **who, billnumber=waiting.billnumber, pares=base64.b64encode(b"Y").decode())
    return waiting.responsecode == "AS110" and inner(done, "return").orderstate == "Approved"


def secure2():
    waiting = silent(order + "-6", "4000000000003220", cardholder="FRICTIONLESS")
    done = client("/get3dsec/get3dsecver2.wsdl").get3dsecver2(**who, billnumber=waiting.billnumber)
    return waiting.threedsdata.version == "2.0" and inner(done, "return").threedsdata.challenge == "F"


def receipt():
    found = client("/fiscal/fiscalreceipt.wsdl").fiscalreceipt(**who, billnumber=paid["number"])
    return inner(found, "fiscalreceipt").total == "10.00"


def bydate():
    found = inner(client("/resultbydate/resultbydate.wsdl").resultbydate(**who, testmode="1"), "resultbydate")
    return len(found if isinstance(found, list) else found.payment) >= 7


def wrong():
    try:
        client("/bill/createbill.wsdl").CreateBill(Bill=dict(create, bill="ZEEP-X", checkvalue="0" * 32))
    except zeep.exceptions.Fault as fault:
        return (fault.code, fault.message) == ("9", "158")
    return False


report("createbill.create", lambda: len(client("/bill/createbill.wsdl").CreateBill(Bill=create)) == 20)
report("billstatus.status", find)
report("billrevoke.revoke", revoke)
for operation, call in [
    ("silentpay.pay", pay), ("charge.charge", charge), ("orderstate.query", state), ("wscancel.cancel", cancel),
    ("orderresult.query", result), ("recurrent.pay", recurrent), ("tokenpay.pay", token),
    ("payrequest.create", request), ("get3dsec.continue", secure1), ("get3dsecver2.continue", secure2),
    ("fiscalreceipt.link", receipt), ("resultbydate.query", bydate),
]:
    report(operation, call)
report("wrong-checkvalue", wrong)
