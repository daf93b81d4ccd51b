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
report('silentpay.pay', function () use ($m, $login, $password) {
    $paid = client('/pay/silentpay.wsdl')->SilentPay([
        'merchant_id' => $m, 'login' => $login, 'password' => $password, 'ordernumber' => 'PHP-O-' . getmypid(),
        'orderamount' => '10.00', 'ordercurrency' => 'RUB', 'cardnumber' => '4111111111111111',
        'expiremonth' => '12', 'expireyear' => '2030', 'cvc2' => '123',
    ]);
    return $paid->return->responsecode === 'AS000';
});
report('wrong-checkvalue', function () use ($create) {
    try {
        client('/bill/createbill.wsdl')->CreateBill(['bill' => 'PHP-X', 'checkvalue' => str_repeat('0', 32)] + $create);
    } catch (SoapFault $fault) {
        return $fault->faultcode === '9' && $fault->faultstring === '158';
    }
    return false;
});
