<?php
// W with PHP's SoapClient, its transport replaced. Protocol: see ../peer.go.
[, $wsdl, $work] = $argv;
if (!extension_loaded('soap')) { echo "skip php-soap is not installed\n"; exit; }
class Client extends SoapClient {
    public string $answer;
    public function __doRequest($request, $location, $action, $version, $oneWay = false): ?string { return $this->answer; }
}
$w = json_decode(file_get_contents($work), true);
$client = new Client($wsdl, ['cache_wsdl' => WSDL_CACHE_NONE, 'location' => 'http://127.0.0.1/']);
$client->answer = $w['response'];
$request = array_column($w['request'], 'Text', 'Name');
function spent(): int { $u = getrusage(); return ($u['ru_utime.tv_sec'] + $u['ru_stime.tv_sec']) * 1000000000 + ($u['ru_utime.tv_usec'] + $u['ru_stime.tv_usec']) * 1000; }
if ($client->SilentPay($request)->return->responsecode !== 'AS000') { echo "skip it does not read the answer\n"; exit; }
echo 'ready both PHP SoapClient ' . PHP_VERSION . "\n";
while (($line = fgets(STDIN)) !== false) {
    [, $n] = explode(' ', trim($line));
    $begin = spent();
    for ($i = 0; $i < $n; $i++) { $client->SilentPay($request); }
    echo spent() - $begin, "\n";
}
