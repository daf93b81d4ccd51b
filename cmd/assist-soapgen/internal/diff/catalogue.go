package diff

import (
	"slices"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
)

// grade is how much a change matters in one direction.
type grade struct {
	severity finding.Severity
	layers   finding.Layers
	fix      finding.Text
}

// twin is a change that can happen to a request and to a response. It makes the two
// rules request-ID and response-ID.
type twin struct {
	id       string
	mirror   string // the id of the opposite change, without direction
	text     finding.Text
	request  grade
	response grade
}

// Short forms for the tables.
const (
	breaking = finding.Breaking
	warning  = finding.Warning
	info     = finding.Info

	nothing = finding.Layers(0)
	wire    = finding.Wire
	source  = finding.Source
	all     = finding.Wire | finding.Source
)

// Rules is the whole catalogue, a fresh copy, in the order of the documentation.
func Rules() []*finding.Rule {
	rules := slices.Clone(contractRules)
	for _, table := range [][]twin{messageTwins, fieldTwins, valueTwins, contentTwins} {
		for _, t := range table {
			rules = append(rules, t.rules()...)
		}
	}
	out := make([]*finding.Rule, len(rules))
	for i := range rules {
		out[i] = &rules[i]
	}
	return out
}

func (t *twin) rules() []finding.Rule {
	rule := func(prefix string, d finding.Direction, g grade) finding.Rule {
		return finding.Rule{
			ID: prefix + t.id, Mirror: prefix + t.mirror, Direction: d,
			Severity: g.severity, Layers: g.layers, Text: t.text, Fix: g.fix,
		}
	}
	return []finding.Rule{
		rule("request-", finding.Request, t.request),
		rule("response-", finding.Response, t.response),
	}
}

// What to do, in the order of effort.
var (
	doNothing    = finding.Text{EN: "Nothing has to be done.", RU: "Ничего делать не нужно."}
	doRegenerate = finding.Text{EN: "Regenerate; code that uses the package goes on compiling.", RU: "Сгенерировать заново; код, который использует пакет, компилируется как прежде."}
	doCheck      = finding.Text{EN: "Check that the values we send still fit; ask the other side if unsure.", RU: "Проверить, что отправляемые значения по-прежнему подходят; при сомнении спросить другую сторону."}
	doTolerate   = finding.Text{EN: "Check that the code that reads the answer copes with it.", RU: "Проверить, что код, читающий ответ, к этому готов."}
	doCallers    = finding.Text{EN: "Regenerate and change the code that uses it.", RU: "Сгенерировать заново и изменить код, который его использует."}
	doSend       = finding.Text{EN: "Regenerate and fill it in everywhere the request is made; old requests will be refused.", RU: "Сгенерировать заново и заполнять его везде, где создаётся запрос; прежние запросы будут отвергнуты."}
	doStopSend   = finding.Text{EN: "Regenerate and stop filling it in; requests that still carry it may be refused.", RU: "Сгенерировать заново и больше не заполнять его; запросы, в которых оно осталось, могут быть отвергнуты."}
	doStopRead   = finding.Text{EN: "Regenerate and stop relying on it in answers.", RU: "Сгенерировать заново и больше не полагаться на него в ответах."}
	doBoth       = finding.Text{EN: "Regenerate, release, and switch over together with the other side: old and new do not understand each other.", RU: "Сгенерировать заново, выпустить и перейти одновременно с другой стороной: старое и новое не понимают друг друга."}
	doConfig     = finding.Text{EN: "Change the endpoint in the configuration if it came from the WSDL.", RU: "Изменить адрес в настройках, если он был взят из WSDL."}
	doAsk        = finding.Text{EN: "Ask the other side which values are meant; the description alone cannot tell.", RU: "Спросить другую сторону, какие значения имеются в виду; по одному описанию этого не решить."}
)
