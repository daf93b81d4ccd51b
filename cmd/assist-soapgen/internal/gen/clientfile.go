package gen

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// clientFile writes one client for each service of the package.
func (d *description) clientFile() string {
	var s source
	for _, entry := range d.services {
		d.clientType(&s, entry)
		for i := range entry.operations {
			d.method(&s, entry, i)
		}
	}
	for _, h := range d.headers {
		d.headerFunction(&s, h)
	}
	return s.String()
}

// headerFunction writes the call option that gives a header block to a call.
func (d *description) headerFunction(s *source, h *headerEntry) {
	if h.answer {
		d.answerHeaderFunction(s, h)
		return
	}
	doc := []string{h.goName + " gives a call the header block " + h.name.Local + ", which " + d.callersOf(h) + "."}
	s.comment(append(doc, paragraphs(h.doc)...)...)
	s.line("func %s(block *%s) service.CallOption {", h.goName, h.row.goName)
	s.line("return service.HeaderBlock{Name: service.QName{Space: %s, Local: %s}, Content: block}", quoteGo(d.spaces[h.name.Space]), quoteGo(h.name.Local))
	s.line("}\n")
}

// answerHeaderFunction writes the call option that gets a header block of the answer.
func (d *description) answerHeaderFunction(s *source, h *headerEntry) {
	doc := []string{h.goName + " stores the header block " + h.name.Local + " of the answer, which " + d.callersOf(h) + ". An answer without it leaves block as it is."}
	s.comment(append(doc, paragraphs(h.doc)...)...)
	s.line("func %s(block *%s) service.CallOption {", h.goName, h.row.goName)
	s.line("return service.AnswerBlock{Name: service.QName{Space: %s, Local: %s}, Into: block}", quoteGo(d.spaces[h.name.Space]), quoteGo(h.name.Local))
	s.line("}\n")
}

// callersOf names the methods whose requests or answers declare a header block.
func (d *description) callersOf(h *headerEntry) string {
	var methods []string
	for _, entry := range d.services {
		for i := range entry.operations {
			op := &entry.table.Operations[i]
			for _, declared := range map[bool][]service.Header{false: op.Headers, true: op.AnswerHeaders}[h.answer] {
				if declared.Name == h.name && declared.Type == h.row.id {
					methods = append(methods, "["+entry.prefix+"Client."+entry.operations[i].goName+"]")
				}
			}
		}
	}
	switch n := len(methods); {
	case n == 1:
		return methods[0] + " declares"
	case n <= 6:
		return strings.Join(methods, ", ") + " declare"
	default:
		return strings.Join(methods[:5], ", ") + " and " + number(n-5) + " more methods declare"
	}
}

func (d *description) clientType(s *source, entry *serviceEntry) {
	p := entry.prefix
	s.comment(p + "Client calls the service " + entry.table.Name + ". It is safe for concurrent use if its invoker is.")
	s.line("type %sClient struct{ invoker service.Invoker }\n", p)
	s.comment("New" + p + "Client returns a client that calls through invoker, usually a soapclient.Client.")
	s.line("func New%sClient(invoker service.Invoker) *%sClient { return &%sClient{invoker} }\n", p, p, p)
}

func (d *description) method(s *source, entry *serviceEntry, i int) {
	side := &entry.operations[i]
	s.comment(d.methodDoc(entry, i)...)
	operation := "&" + entry.operationsVar() + "[" + number(i) + "]"
	receiver := "func (c *" + entry.prefix + "Client) " + side.goName
	service := "&" + entry.prefix + "Service"
	if side.response == nil {
		s.line("%s(ctx context.Context, request *%s, options ...service.CallOption) error {", receiver, side.request.goName)
		s.line("return c.invoker.Invoke(ctx, %s, %s, request, nil, options...)", service, operation)
		s.line("}\n")
		return
	}
	s.line("%s(ctx context.Context, request *%s, options ...service.CallOption) (*%s, error) {", receiver, side.request.goName, side.response.goName)
	s.line("response := new(%s)", side.response.goName)
	s.line("if err := c.invoker.Invoke(ctx, %s, %s, request, response, options...); err != nil {", service, operation)
	s.line("return nil, err")
	s.line("}")
	s.line("return response, nil")
	s.line("}\n")
}

// methodDoc says what the operation does and, when the sidecar knows, what to do when
// its outcome is unknown.
func (d *description) methodDoc(entry *serviceEntry, i int) []string {
	side, op := &entry.operations[i], &entry.table.Operations[i]
	doc := []string{side.goName + " calls the operation " + op.WSDLName + "."}
	if op.Title.EN != "" {
		doc[0] = side.goName + " calls the operation " + op.WSDLName + ": " + decapitalise(sentence(op.Title.EN))
	}
	own := paragraphs(side.doc)
	if len(own) > 0 {
		doc[0] += " " + sentence(own[0])
		doc = append(doc, own[1:]...)
	}
	if side.response == nil {
		doc = append(doc, "There is no answer: a nil error says that the message was delivered.")
	}
	if !d.project {
		return doc
	}
	switch r := op.Repeat; {
	case r.Safe:
		doc = append(doc, "It may be repeated.")
	case r.Ask != "":
		doc = append(doc, "It is never repeated on its own. When its outcome is unknown, ask "+r.Ask+" by "+r.By+".")
	default:
		doc = append(doc, "It is never repeated on its own.")
	}
	return append(doc, strings.TrimSpace(sourcesOf(op.Facts)))
}
