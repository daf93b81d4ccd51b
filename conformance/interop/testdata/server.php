<?php
// A foreign gateway: PHP's SoapServer over the toolkit's WSDLs, run as php -S ADDRESS server.php.
// What it must be asked and what it answers is in exchanges.json, shared with npm/exchanges.js.
declare(strict_types=1);
ini_set('soap.wsdl_cache_enabled', '0');

const WORD = 'TestSalt';
const CREDENTIALS = ['merchant_id' => '123456', 'login' => 'sandbox_login', 'password' => 'sandbox_pass1'];

function checkvalue(string $x): string {
    return strtoupper(md5(strtoupper(md5(WORD) . md5($x))));
}
function fill(string $text, array $request): string {
    return preg_replace_callback('/\{(\w+)\}/', fn($found) => $request[$found[1]] ?? $found[0], $text);
}

/** answer fills a template: {field} is what was asked, a text after # is replaced by its check value. */
function answer(mixed $template, array $request): mixed {
    if (is_array($template)) {
        return array_map(fn($part) => answer($part, $request), $template);
    }
    $text = fill($template, $request);
    return str_starts_with($text, '#') ? checkvalue(substr($text, 1)) : $text;
}

final class Gateway {
    public function __construct(private array $exchanges) {}

    public function __call(string $operation, array $arguments): mixed {
        [$exchange] = array_values(array_filter($this->exchanges, fn($e) => $e['operation'] === $operation));
        $request = array_map('strval', (array) $arguments[0]);
        foreach (CREDENTIALS + $exchange['request'] as $name => $want) {
            if (!array_key_exists('password', $request) && in_array($name, ['login', 'password'], true)) {
                continue; // payrequest has none
            }
            if (($request[$name] ?? null) !== $want) {
                throw new SoapFault('Client', "$operation: $name is not what was sent");
            }
        }
        if (isset($exchange['checkvalue']) && $request['checkvalue'] !== checkvalue(fill($exchange['checkvalue'], $request + CREDENTIALS))) {
            throw new SoapFault('Client', "$operation: the check value is wrong");
        }
        $answer = answer($exchange['answer'], $request);
        return $this->encoded($operation) ? $answer['return'] : $answer;
    }

    /** encoded: in rpc style the answer's part is the result itself. */
    private function encoded(string $operation): bool {
        return in_array($operation, ['CreateBill', 'BillStatus', 'BillRevoke'], true);
    }
}

$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
foreach (glob(__DIR__ . '/../../../wsdl/*.wsdl') as $file) {
    if (preg_match('~address location="https?://[^/]+' . preg_quote($path, '~') . '"~', file_get_contents($file))) {
        $server = new SoapServer($file, ['cache_wsdl' => WSDL_CACHE_NONE, 'encoding' => 'UTF-8']);
        $server->setObject(new Gateway(json_decode(file_get_contents(__DIR__ . '/exchanges.json'), true, flags: JSON_THROW_ON_ERROR)));
        $server->handle();
        return;
    }
}
http_response_code(404);
