#!/usr/bin/env bash
# A foreign client: gSOAP over the WSDLs the sandbox serves.
#
#   client.sh ENDPOINT     prints a line per operation: its name and ok, or what went wrong
set -euo pipefail
endpoint=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

m=123456 login=sandbox_login password=sandbox_pass1 word=TestSalt
who=(merchant_id=$m login=$login password=$password)
md5() { printf %s "$1" | md5sum | cut -d' ' -f1; }
upper() { printf %s "${1^^}"; }
checkvalue() { upper "$(md5 "$(upper "$(md5 $word)$(md5 "$1")")")"; }

# build makes stubs of the WSDL at a path and compiles the service's caller over them.
build() {
	local service=$1 path=$2 dir=$work/$1
	mkdir "$dir"
	(
		cd "$dir"
		wsdl2h -c -x -y -o stub.h "$endpoint$path.wsdl"
		soapcpp2 -c -C -L -x -w -I/usr/share/gsoap/import stub.h
		mv ./*.nsmap namespaces.h
		cc -O0 -w -D"SERVICE_$service" -I. -I"$here" -o call "$here/call.c" soapC.c soapClient.c -lgsoap
	) >"$dir/log" 2>&1 || { echo "$service: $(tail -3 "$dir/log" | tr '\n' ' ')" >&2; return 1; }
}

# call prints the answer as name=value lines.
call() {
	local service=$1
	shift
	"$work/$service/call" "$endpoint${paths[$service]}.cfm" "$@"
}

# expect says ok when the answer is exactly what was expected.
expect() {
	local operation=$1 want=$2 got=$3
	if [ "$want" = "$got" ]; then echo "$operation ok"; else echo "$operation ${got//$'\n'/ }"; fi
}

declare -A paths=(
	[createbill]=/bill/createbill [billstatus]=/bill/billstatus [billrevoke]=/bill/billrevoke
	[silentpay]=/pay/silentpay [charge]=/charge/charge [orderstate]=/orderstate/orderstate
	[orderresult]=/orderresult/orderresult [wscancel]=/cancel/wscancel [recurrent]=/recurrent/rp
	[tokenpay]=/pay/tokenpay [payrequest]=/pay/payrequest [get3dsec]=/get3dsec/ws3dsec
	[get3dsecver2]=/get3dsec/get3dsecver2 [fiscalreceipt]=/fiscal/fiscalreceipt [resultbydate]=/resultbydate/resultbydate
)
for service in "${!paths[@]}"; do build "$service" "${paths[$service]}"; done

field() { sed -n "s/^$1=//p"; }
bill=GSOAP-$$ order=GSOAP-O-$$
sum=(amount=100.10 currency=RUB)
money=(orderamount=10.00 ordercurrency=RUB)
card=(expiremonth=12 expireyear=2030 cvc2=123)

hash=$(call createbill "${who[@]}" bill=$bill "${sum[@]}" "checkvalue=$(checkvalue "$m;$login;$password;$bill;100.10;RUB;;;;;;;;;")" | field hash)
expect createbill.create 20 "${#hash}"
expect billstatus.status $'state=Invoiced\namount=100.10' "$(call billstatus "${who[@]}" bill=$bill)"
expect billrevoke.revoke state=Deleted "$(call billrevoke "${who[@]}" bill=$bill "checkvalue=$(checkvalue "$m;$login;$password;$bill")")"

paid=$(call silentpay "${who[@]}" ordernumber=$order "${money[@]}" cardnumber=4111111111111111 "${card[@]}" delay=1 recurringindicator=1 \
	recurringminamount=1.00 recurringmaxamount=50.00 recurringperiod=30 recurringmaxdate=31.12.2039)
billnumber=$(field billnumber <<<"$paid")
expect silentpay.pay "code=AS000"$'\n'"state=Delayed"$'\n'"billnumber=$billnumber" "$paid"
expect charge.charge state=PartialDelayed "$(call charge "${who[@]}" "billnumber=$billnumber" amount=4.00 currency=RUB)"
expect orderstate.query "state=PartialDelayed"$'\n'"checkvalue=$(checkvalue "$m${order}10.00RUBPartialDelayed")" "$(call orderstate "${who[@]}" ordernumber=$order)"
expect wscancel.cancel $'state=PartialCanceled\noperation=300' "$(call wscancel "${who[@]}" "billnumber=$billnumber" amount=1.00 currency=RUB)"
expect orderresult.query $'operation=100\noperation=200\noperation=300' "$(call orderresult "${who[@]}" ordernumber=$order)"
expect recurrent.pay code=AS000 "$(call recurrent "${who[@]}" "billnumber=$billnumber" ordernumber=$order-2 amount=20.00 currency=RUB)"
expect tokenpay.pay $'first=3\nsecond=115\noperation=New' "$(call tokenpay "${who[@]}" ordernumber=$order-3 "${money[@]}" tokentype=2 'paymenttoken={"sandbox":"cvc2"}')"
made=$(call payrequest merchant_id=$m ordernumber=$order-4 "${money[@]}" "checkvalue=$(checkvalue "$m;$order-4;10.00;RUB")")
expect payrequest.create "state=In Process" "$(grep -v '^url=.*/pay/pay\.cfm?CFSID=' <<<"$made")"
open=$(call silentpay "${who[@]}" ordernumber=$order-5 "${money[@]}" cardnumber=4000000000003220 "${card[@]}" | field billnumber)
expect get3dsec.continue state=Approved "$(call get3dsec "${who[@]}" "billnumber=$open" "pares=$(printf Y | base64)")"
open=$(call silentpay "${who[@]}" ordernumber=$order-6 "${money[@]}" cardnumber=4000000000003220 cardholder=FRICTIONLESS "${card[@]}" | field billnumber)
expect get3dsecver2.continue challenge=F "$(call get3dsecver2 "${who[@]}" "billnumber=$open")"
expect fiscalreceipt.link total=10.00 "$(call fiscalreceipt "${who[@]}" "billnumber=$billnumber")"
payments=$(call resultbydate "${who[@]}" testmode=1 | field payments)
[ "${payments:-0}" -ge 7 ] && payments=enough
expect resultbydate.query enough "$payments"
# gSOAP writes a fault code without a prefix as a name of no namespace.
expect wrong-checkvalue 'fault="":9/158' "$(call createbill "${who[@]}" bill=GSOAP-X "${sum[@]}" checkvalue=00000000000000000000000000000000)"
