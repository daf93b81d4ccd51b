package sandbox

import "maps"

// russian translates the formats of reasons and notes, and what is put into them; a test
// finds the ones that are missing.
func russian() map[string]string {
	table := maps.Clone(russianPackets())
	for _, part := range []map[string]string{russianFields(), russianFormats(), russianLedger(), russianDigests(), russianNotes()} {
		maps.Copy(table, part)
	}
	return table
}

// russianPackets are complaints about a request as a whole.
func russianPackets() map[string]string {
	return map[string]string{
		"the request body could not be read":                                   "тело запроса не удалось прочитать",
		"the request is larger than %d bytes":                                  "запрос больше %d байт",
		"the request body is empty; POST a SOAP envelope, a form or JSON":      "тело запроса пустое; отправьте методом POST конверт SOAP, форму или JSON",
		"the request is not UTF-8; name its charset or send UTF-8":             "запрос не в UTF-8; укажите кодировку или отправляйте UTF-8",
		"charset %q is not known":                                              "кодировка %q неизвестна",
		"the request is not valid %s":                                          "запрос не соответствует кодировке %s",
		"the request is not well-formed XML: %s":                               "запрос — не правильно построенный XML: %s",
		"the request has a DOCTYPE, which SOAP forbids":                        "в запросе есть DOCTYPE, что SOAP запрещает",
		"there is text outside the Envelope":                                   "за пределами Envelope есть текст",
		"the request has %d root elements; one is expected":                    "в запросе %d корневых элементов; нужен один",
		"the root element is %s; a SOAP Envelope is expected":                  "корневой элемент — %s; ожидается SOAP Envelope",
		"the Envelope holds an unexpected %s":                                  "в Envelope лишний элемент %s",
		"the Envelope has no Body":                                             "в Envelope нет Body",
		"the SOAP Body holds %d elements; one is expected":                     "в SOAP Body %d элементов; нужен один",
		"the body holds %s; %s takes %s":                                       "в теле запроса %s; %s принимает %s",
		"%s must hold exactly one element %s":                                  "в %s должен быть ровно один элемент %s",
		"%s holds elements; a text is expected":                                "в %s вложены элементы; ожидается текст",
		"multipart forms are not read; send application/x-www-form-urlencoded": "формы multipart не читаются; отправляйте application/x-www-form-urlencoded",
		"the form is not url-encoded: %s":                                      "форма закодирована не по правилам URL: %s",
		"%s holds a control character":                                         "в %s есть управляющий символ",
		"the request is not valid JSON":                                        "запрос — не правильный JSON",
		"an object of parameters is expected in the JSON request":              "в запросе JSON ожидается объект с параметрами",
		"%s holds an object or an array; a text is expected":                   "в %s объект или массив; ожидается текст",
		"%s is not a text":                                                     "%s — не текст",
		"%s takes no %s requests; send SOAP%s":                                 "%s не принимает запросы %s; отправляйте SOAP%s",
		"Format=%s is not offered for %s requests to %s; there are %s":         "Format=%s не предлагается для запросов %s к %s; есть %s",
		"%s is there twice":                                                    "%s передан дважды",
		"%s is there twice; send it once":                                      "%s передан дважды; передайте один раз",
		"%s carries no credentials; the sandbox cannot tell whose it is":       "в запросе %s нет учётных данных; неясно, чей он",
		"the sandbox cannot do %s.%s yet":                                      "песочница ещё не умеет %s.%s",
		"zipflag %s: the sandbox answers into the connection only":             "zipflag %s: песочница отвечает только в само соединение",
		"%s: %s is neither a response code nor two codes of a refusal":         "%s: %s — ни код ответа, ни два кода отказа",
		"refused because %s asked for it":                                      "отклонено по просьбе %s",
	}
}

// russianFields are complaints about one field or several together.
func russianFields() map[string]string {
	return map[string]string{
		"%s is mandatory and %s": "%s обязателен и %s",
		"%s is mandatory and %s; merchant %s has no automatic numbering": "%s обязателен и %s; автоматической нумерации у магазина %s нет",
		"was not sent": "не передан",
		"is empty":     "пуст",
		"holds only characters the gateway removes": "состоит только из символов, которые шлюз удаляет",
		"%s was not sent":                            "%s не передан",
		"%s %s":                                      "%s %s",
		"%s":                                         "%s",
		"%s must be one of %s":                       "%s может быть только одним из: %s",
		"%s does not have the form %s":               "%s не имеет вида %s",
		"%s: the check digit is wrong":               "%s: контрольная цифра неверна",
		"%s: there is no such day":                   "%s: такого дня нет",
		"%s %s is not a currency of the gateway":     "%s %s — не валюта шлюза",
		"%s is missing: %s":                          "не хватает %s: %s",
		"one of %s is needed":                        "нужен хотя бы один из: %s",
		"%s must not be sent: %s":                    "%s нельзя передавать: %s",
		"%s must not decrease":                       "%s не должны убывать",
		"chequeitems: %s":                            "chequeitems: %s",
		"an object with a list items is expected":    "ожидается объект со списком items",
		"line %s has no amount":                      "в строке %s нет суммы",
		"chequeitems add up to %s, the order to %s":  "сумма chequeitems %s, сумма заказа %s",
		"bill_amount is zero; a bill asks for money": "bill_amount равна нулю; счёт должен быть на сумму",
		"orderamount is zero; a payment moves money": "orderamount равна нулю; платёж должен быть на сумму",
		"amount is zero":                             "сумма равна нулю",
		"pay_until %s is over: it is %s GMT":         "срок pay_until %s прошёл: сейчас %s GMT",
		"amount must lie between %s and %s":          "сумма должна быть от %s до %s",
	}
}

// russianFormats are complaints about the form of a value; a name stands before them.
func russianFormats() map[string]string {
	return map[string]string{
		"is not an amount: up to 15 digits, at most two of them after a point, as in 100.10": "не сумма: до 15 цифр, из них не больше двух после точки, например 100.10",
		"is not a card number of 12 to 19 digits":                                            "не номер карты из 12–19 цифр",
		"is not three or four digits":                                                        "не три или четыре цифры",
		"is not a moment of the form %s":                                                     "не момент времени вида %s",
		"is not JSON":                                                                        "не JSON",
		"is not base64":                                                                      "не base64",
		"is not an IP address":                                                               "не IP-адрес",
		"is more than %s":                                                                    "больше %s",
		"is less than %s":                                                                    "меньше %s",
		"is not a whole number":                                                              "не целое число",
		"is not a whole number without sign":                                                 "не целое число без знака",
		"is not a decimal number":                                                            "не десятичное число",
		"has %d characters; %d are needed":                                                   "содержит символов: %d; нужно %d",
		"has %d characters; at least %d are needed":                                          "содержит символов: %d; нужно не меньше %d",
		"has %d characters; at most %d are allowed":                                          "содержит символов: %d; разрешено не больше %d",
		"the window ends before it begins":                                                   "период кончается раньше, чем начинается",
		"the window is longer than %s":                                                       "период длиннее %s",
	}
}

// russianLedger are refusals by what the sandbox remembers.
func russianLedger() map[string]string {
	return map[string]string{
		"merchant %s is not known here":                                                      "магазин %s здесь неизвестен",
		"merchant %s is not ours":                                                            "магазин %s не наш",
		"login or password of merchant %s is wrong":                                          "логин или пароль магазина %s неверен",
		"bill %s exists already":                                                             "счёт %s уже есть",
		"a unique payment token cannot be created":                                           "не удалось создать уникальный токен оплаты",
		"bill %s is %s":                                                                      "состояние счёта %s: %s",
		"bill %s is %s; only Invoiced and Timed out bills can be revoked":                    "состояние счёта %s: %s; отозвать можно только Invoiced и Timed out",
		"merchant %s has no such bill: bill %q, billnumber %q":                               "у магазина %s нет такого счёта: bill %q, billnumber %q",
		"merchant %s has no payment with billnumber %s":                                      "у магазина %s нет платежа с billnumber %s",
		"merchant %s has no such order between %s and %s: ordernumber %q, billnumber %q":     "у магазина %s нет такого заказа с %s по %s: ordernumber %q, billnumber %q",
		"merchant %s has no such receipt: billnumber %q, payment_id %q, fiscalreceipt_id %q": "у магазина %s нет такого чека: billnumber %q, payment_id %q, fiscalreceipt_id %q",
		"merchant %s has no stored card with this token":                                     "у магазина %s нет сохранённой карты с таким токеном",
		"the card is not stored for this CustomerNumber":                                     "карта сохранена не для этого CustomerNumber",
		"order %s is being paid under billnumber %s":                                         "заказ %s сейчас оплачивается под номером %s",
		"order %s is paid already under billnumber %s":                                       "заказ %s уже оплачен под номером %s",
		"order %s is %s; there is nothing to cancel":                                         "состояние заказа %s: %s; отменять нечего",
		"the order has cheque items; cancel it by the number of the payment":                 "у заказа есть позиции чека; отменяйте по номеру платежа",
		"the order has %d payments; name the one to cancel a part of":                        "у заказа платежей: %d; для частичной отмены назовите один",
		"operation %s is no payment":                                                         "операция %s — не платёж",
		"operation %s is cancelled already":                                                  "операция %s уже отменена",
		"externalrefundid %s was used for this order already":                                "externalrefundid %s для этого заказа уже использован",
		"the payment is in %s":                                                               "валюта платежа — %s",
		"amount is more than is left, %s":                                                    "сумма больше остатка %s",
		"payment %s started no subscription: it had no RecurringIndicator=1":                 "платёж %s не начинал подписку: в нём не было RecurringIndicator=1",
		"the first payment is %s":                                                            "состояние первого платежа: %s",
		"RecurringMaxDate was %s":                                                            "RecurringMaxDate была %s",
		"RecurringPeriod is %d days; the next payment is due on %s":                          "RecurringPeriod — %d дней; следующий платёж можно с %s",
		"payment %s does not wait for 3-D Secure":                                            "платёж %s не ждёт 3-D Secure",
		"this payment waits for 3-D Secure 1: use get3dsec":                                  "платёж ждёт 3-D Secure 1: используйте get3dsec",
		"threeDSServerTransID is not that of the payment":                                    "threeDSServerTransID — не этого платежа",
		"pares was not sent and the payer has not decided yet":                               "pares не передан, а плательщик ещё не решил",
		"pares does not belong to this payment":                                              "pares не от этого платежа",
		"%s may be asked every %s; the last time was %s ago":                                 "%s можно вызывать раз в %s; прошлый раз был %s назад",
	}
}

// russianDigests are refusals of check values and signatures.
func russianDigests() map[string]string {
	return map[string]string{
		"%s does not verify: expected by %s over X = %s%s":                     "%s не проходит проверку: ожидается способом %s от X = %s%s",
		"; it fits method %s, which is not set for this merchant":              "; подпись подходит к способу %s, который для этого магазина не задан",
		"%s is wrong: expected over X = %s with the merchant's secret word":    "%s неверен: ожидается от X = %s с секретным словом магазина",
		"%s is wrong: expected over X = %s with the merchant's secret word%s":  "%s неверен: ожидается от X = %s с секретным словом магазина%s",
		"; it fits the reading %s, which is not enabled for this merchant":     "; он подходит к прочтению %s, которое для этого магазина не включено",
		"; it fits the values before the gateway removed characters from them": "; он подходит к значениям до того, как шлюз удалил из них символы",
		"neither checkvalue nor signature was sent, and there is no password":  "не переданы ни checkvalue, ни signature, а пароля в запросе нет",
		"%s was not sent, but the merchant has a key":                          "%s не передан, а у магазина есть ключ",
		"%s is not base64":                         "%s — не base64",
		"%s does not verify: expected over X = %s": "%s не проходит проверку: ожидается от X = %s",
	}
}

// russianNotes are remarks on requests that were carried out.
func russianNotes() map[string]string {
	return map[string]string{
		"%s was not verified: the sandbox has no public key of merchant %s":                                                            "%s не проверен: у песочницы нет открытого ключа магазина %s",
		"%s is not a parameter of %s; it was ignored":                                                                                  "%s — не параметр %s; он пропущен",
		"%s lost characters of %q, which the gateway removes without a word; the check value is computed over what is left":            "%s потерял символы из %q: шлюз удаляет их молча; проверочный код считается от того, что осталось",
		"the last payment of this subscription is less than RecurringPeriod=%d days old; what the gateway does then is not documented": "с прошлого платежа подписки не прошло RecurringPeriod=%d дней; что тогда делает шлюз, не документировано",
		"currency is not that of the first payment, so the order closes with an error":                                                 "валюта не та, что у первого платежа, поэтому заказ закрыт с ошибкой",
		"%s, so it was replaced by the last %s, as D21 says":                                                                           "%s, поэтому взят последний %s, как сказано в D21",
	}
}
