"""A foreign client: Python's zeep over the WSDLs the sandbox serves."""
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


def pay():
    return client("/pay/silentpay.wsdl").SilentPay(
        **who, ordernumber="ZEEP-O-%d" % os.getpid(), orderamount="10.00", ordercurrency="RUB",
        cardnumber="4111111111111111", expiremonth="12", expireyear="2030", cvc2="123").responsecode == "AS000"


def wrong():
    try:
        client("/bill/createbill.wsdl").CreateBill(Bill=dict(create, bill="ZEEP-X", checkvalue="0" * 32))
    except zeep.exceptions.Fault as fault:
        return (fault.code, fault.message) == ("9", "158")
    return False


report("createbill.create", lambda: len(client("/bill/createbill.wsdl").CreateBill(Bill=create)) == 20)
report("billstatus.status", find)
report("billrevoke.revoke", revoke)
report("silentpay.pay", pay)
report("wrong-checkvalue", wrong)
