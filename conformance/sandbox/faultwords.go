package sandbox

import "github.com/assist-soap/toolkit/service"

// Fault says what a fault does, in the page's language.
func (v view) Fault(text string) string {
	fault, err := ParseFault(text)
	if err != nil {
		return text
	}
	return faultText(fault.kind).In(v.Lang)
}

// faultText says what a kind of fault does, in both languages.
func faultText(k *FaultKind) service.Text {
	return service.Text{EN: k.Summary, RU: map[string]string{
		"refuse":           "никто не слушает: соединения отвергаются",
		"reset-early":      "соединения сбрасываются сразу после установки",
		"tls10":            "сервер умеет только TLS 1.0",
		"tls-expired":      "срок сертификата сервера истёк",
		"tls-wrong-host":   "сертификат сервера выдан другому узлу",
		"tls-untrusted":    "за сертификат сервера не ручается никто известный",
		"lose":             "запрос прочитан и потерян, соединение сброшено",
		"redirect":         "перенаправление на другой узел: 301, 302, 307 или 308",
		"overload":         "HTTP 503 и страница, как отвечает прокси за лежащий сервер",
		"delay":            "ответ приходит позже на это время (настоящее)",
		"dribble":          "ответ идёт по байту, каждый позже на это время",
		"reset":            "соединение обрывается до ответа",
		"truncate":         "соединение обрывается после стольких байт ответа; без числа — на половине",
		"cut":              "ответ короче, а HTTP говорит, что он полный; без числа — половина",
		"gzip-bomb":        "64 КБ, которые распаковываются в 64 МБ",
		"status500":        "пустой HTTP 500 без SOAP",
		"html":             "страница HTML с HTTP 200",
		"empty":            "HTTP 200 и ничего",
		"json":             "JSON вместо SOAP",
		"fault500":         "Fault «неожиданная ошибка» (1/1), HTTP 500",
		"refusal":          "Fault «запрос отклонён» (5/108), хотя он выполнен",
		"fault200":         "тот же Fault с HTTP 200",
		"charset":          "ответ объявляет кодировку, которой никто не знает",
		"mislabelled":      "ответ объявлен как UTF-8, но это не так",
		"malformed":        "закрывающий тег — от другого элемента",
		"dtd":              "DOCTYPE с растущими сущностями",
		"deep":             "столько вложенных элементов; без числа — 100000",
		"huge":             "один текст на столько мегабайт; без числа — 50",
		"second-root":      "ответ дважды в одном документе",
		"namespace":        "Envelope из другого пространства имён",
		"twice":            "сумма (или первое значение) встречается дважды с разными значениями",
		"other-order":      "со второго запроса повторяется первый ответ",
		"replay":           "повторяется предыдущий ответ",
		"wrong-checkvalue": "одна цифра проверочного кода другая",
		"wrong-signature":  "подпись ничья",
		"forge":            "состояние и код ответа говорят обратное, проверочные коды прежние",
		"skew":             "часы сервера врут на столько; без числа — на сутки",
	}[k.Name]}
}
