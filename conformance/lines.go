package conformance

import (
	"regexp"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/envelope"
)

// optionKeys are the keys of an options section.
var optionKeys = []string{
	"call", "variant", "wrapper", "merchant", "login", "password", "secret-word", "status", "content-type", "charset",
	"expect-status", "advance", "schema", "drift", "format", "receiver", "method", "form",
	"signing-key", "signature-method", "gateway-key", "until", "every", "within", "backoff",
}

// answerFormats are the words for what a raw request asked to be answered in.
var answerFormats = map[string]envelope.Format{
	"": envelope.SOAP, "soap": envelope.SOAP, "csv": envelope.CSV, "xml": envelope.XML, "json": envelope.JSON,
}

// needWords are what a case may need of its target. A word that no target offers would
// skip the case for ever.
var needWords = []string{"sandbox", "clock", otherMerchant, signingWord, cardsWord}

// otherMerchant is what a case needs that speaks of a second merchant. It need not say
// so: its steps do.
const otherMerchant = "other-merchant"

var speaksOfOther = regexp.MustCompile(`\{other\.|(?m)^merchant:\s*other\s*$`)

// other adds the need of a second merchant to a case that uses one.
func (p *parser) other() {
	for i := range p.c.file.Files {
		if speaksOfOther.Match(p.c.file.Files[i].Data) && !slices.Contains(p.c.Needs, otherMerchant) {
			p.c.Needs = append(p.c.Needs, otherMerchant)
		}
	}
}

// lines complains of lines that a section does not take. Nobody would read them, and an
// assertion that nobody reads passes.
func (p *parser) lines(part string, values *Values) {
	for _, l := range values.Keys {
		switch {
		case part == "input":
			p.complain(l.Line, "an input has field=value lines only; write %s=…", l.Name)
		case part == "options" && !slices.Contains(optionKeys, l.Name):
			p.complainAt(l.Line, l.Name, "option %s is unknown; known are %s", l.Name, strings.Join(optionKeys, ", "))
		}
	}
	if part != "options" && part != "error" {
		return
	}
	for _, l := range values.Fields {
		p.complain(l.Line, "a section %s has key: value lines only; write %s: …", part, l.Name)
	}
}

func (p *parser) needs(line int) {
	for _, need := range p.c.Needs {
		if !slices.Contains(needWords, need) {
			p.complainAt(line, need, "need %s is unknown; known are %s", need, strings.Join(needWords, ", "))
		}
	}
}
