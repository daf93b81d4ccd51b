<?php
// A foreign client: PHP's SoapClient over the WSDLs the sandbox serves.
$endpoint = $argv[1];
$m = '123456'; $login = 'sandbox_login'; $password = 'sandbox_pass1'; $word = 'TestSalt';

function checkvalue(string $word, string $x): string {
    return strtoupper(md5(strtoupper(md5($word) . md5($x))));
}
function client(string $path): SoapClient {
    global $endpoint;
    return new SoapClient($endpoint . $path, ['exceptions' => true, 'features' => SOAP_SINGLE_ELEMENT_ARRAYS]);
}
function report(string $operation, callable $call): void {
    try {
        echo $operation, ' ', $call() ? 'ok' : 'wrong answer', "\n";
    } catch (Throwable $e) {
        echo $operation, ' ', str_replace("\n", ' ', $e->getMessage()), "\n";
    }
}

$bill = 'PHP-' . getmypid();
$create = [
    'merchant_id' => $m, 'login' => $login, 'password' => $password, 'bill' => $bill,
    'bill_amount' => '100.10', 'bill_currency' => 'RUB',
    'checkvalue' => checkvalue($word, "$m;$login;$password;$bill;100.10;RUB;;;;;;;;;"),
];
report('createbill.create', fn() => strlen(client('/bill/createbill.wsdl')->CreateBill($create)->Hash) === 20);
report('billstatus.status', function () use ($m, $login, $password, $bill) {
    $found = client('/bill/billstatus.wsdl')->BillStatus(['merchant_id' => $m, 'login' => $login, 'password' => $password, 'bill' => $bill]);
    return $found->bill_status === 'Invoiced' && $found->bill_amount === '100.10';
});
report('billrevoke.revoke', function () use ($m, $login, $password, $bill, $word) {
    $gone = client('/bill/billrevoke.wsdl')->BillRevoke([
        'merchant_id' => $m, 'login' => $login, 'password' => $password, 'bill' => $bill,
        'checkvalue' => checkvalue($word, "$m;$login;$password;$bill"),
    ]);
    return $gone->bill_status === 'Deleted';
});

// The payment services take their parameters flat; an order lives through all of them.
$who = ['merchant_id' => $m, 'login' => $login, 'password' => $password];
$order = 'PHP-O-' . getmypid();
function pay(string $number, string $card, array $more = []): object {
    global $who;
    return client('/pay/silentpay.wsdl')->SilentPay($more + $who + [
        'ordernumber' => $number, 'orderamount' => '10.00', 'ordercurrency' => 'RUB', 'cardnumber' => $card,
        'expiremonth' => '12', 'expireyear' => '2030', 'cvc2' => '123',
    ])->return;
}
$billnumber = '';
report('silentpay.pay', function () use ($order, &$billnumber) {
    $paid = pay($order, '4111111111111111', ['delay' => '1', 'recurringindicator' => '1', 'recurringminamount' => '1.00',
        'recurringmaxamount' => '50.00', 'recurringperiod' => '30', 'recurringmaxdate' => '31.12.2039']);
    $billnumber = $paid->billnumber;
    return $paid->responsecode === 'AS000' && $paid->orderstate === 'Delayed';
});
report('charge.charge', function () use ($who, &$billnumber) {
    $taken = client('/charge/charge.wsdl')->MakeCharge($who + ['billnumber' => $billnumber, 'amount' => '4.00', 'currency' => 'RUB']);
    return ($taken->return ?? $taken)->orderstate === 'PartialDelayed';
});
report('orderstate.query', function () use ($who, $m, $word, $order) {
    $found = client('/orderstate/orderstate.wsdl')->orderstate($who + ['ordernumber' => $order])->orderstate->order[0];
    return $found->checkvalue === checkvalue($word, $m . $order . '10.00RUBPartialDelayed');
});
report('wscancel.cancel', function () use ($who, &$billnumber) {
    $gone = client('/cancel/wscancel.wsdl')->WSCancel($who + ['billnumber' => $billnumber, 'amount' => '1.00', 'currency' => 'RUB']);
    return $gone->order->orderstate === 'PartialCanceled' && $gone->order->operation[0]->operationtype === '300';
});
report('orderresult.query', function () use ($who, $order) {
    $found = client('/orderresult/orderresult.wsdl')->orderresult($who + ['ordernumber' => $order])->orderresult->order[0];
    return array_map(fn($o) => $o->operationtype, $found->operation) === ['100', '200', '300'];
});
report('recurrent.pay', function () use ($who, $order, &$billnumber) {
    $next = client('/recurrent/rp.wsdl')->rp($who + ['billnumber' => $billnumber, 'ordernumber' => "$order-2", 'amount' => '20.00', 'currency' => 'RUB']);
    return ($next->return ?? $next)->responsecode === 'AS000';
});
report('tokenpay.pay', function () use ($who, $order) {
    $paid = client('/pay/tokenpay.wsdl')->PaymentToken($who + ['ordernumber' => "$order-3", 'orderamount' => '10.00',
        'ordercurrency' => 'RUB', 'tokentype' => '2', 'paymenttoken' => '{"sandbox":"cvc2"}']);
    return $paid->firstcode === '3' && $paid->secondcode === '115' && $paid->order[0]->operation[0]->operationstate === 'New';
});
report('payrequest.create', function () use ($m, $word, $order) {
    $made = client('/pay/payrequest.wsdl')->payrequest(['merchant_id' => $m, 'ordernumber' => "$order-4", 'orderamount' => '10.00',
        'ordercurrency' => 'RUB', 'checkvalue' => checkvalue($word, "$m;$order-4;10.00;RUB")]);
    return $made->orderstate === 'In Process' && str_contains($made->url, '/pay/pay.cfm?CFSID=');
});
report('get3dsec.continue', function () use ($who, $order) {
    $open = pay("$order-5", '4000000000003220');
    $done = client('/get3dsec/ws3dsec.wsdl')->get3dsec($who + ['billnumber' => $open->billnumber, 'pares' => base64_encode('Y')]);
    return $open->responsecode === 'AS110' && ($done->return ?? $done)->orderstate === 'Approved';
});
report('get3dsecver2.continue', function () use ($who, $order) {
    $open = pay("$order-6", '4000000000003220', ['cardholder' => 'FRICTIONLESS']);
    $done = client('/get3dsec/get3dsecver2.wsdl')->get3dsecver2($who + ['billnumber' => $open->billnumber]);
    return $open->threedsdata->version === '2.0' && ($done->return ?? $done)->threedsdata->challenge === 'F';
});
report('fiscalreceipt.link', function () use ($who, &$billnumber) {
    $receipt = client('/fiscal/fiscalreceipt.wsdl')->fiscalreceipt($who + ['billnumber' => $billnumber])->fiscalreceipt;
    return $receipt->total === '10.00';
});
report('resultbydate.query', function () use ($who) {
    $rows = client('/resultbydate/resultbydate.wsdl')->resultbydate($who + ['testmode' => '1']);
    return count(($rows->resultbydate ?? $rows)->payment) >= 7;
});
report('wrong-checkvalue', function () use ($create) {
    try {
        client('/bill/createbill.wsdl')->CreateBill(['bill' => 'PHP-X', 'checkvalue' => str_repeat('0', 32)] + $create);
    } catch (SoapFault $fault) {
        return $fault->faultcode === '9' && $fault->faultstring === '158';
    }
    return false;
});
