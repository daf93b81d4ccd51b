package envelope

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// operationPlan is an operation made ready.
type operationPlan struct {
	op                *service.Operation
	request, response messagePlan
}

// messagePlan is a message made ready: the text before and after its fields, and
// what its fields are to the steps.
type messagePlan struct {
	*service.Message
	kind     string             // "request" or "response"
	start    string             // the envelope's start tag
	blocks   []fieldPlan        // its header blocks
	head     string             // from the start of the Body to inside the last frame's start tag
	tail     string             // from the last frame's end tag to the end
	variants []*service.Variant // chosen, parallel to Digests
	digested map[string]bool    // fields that enter a chosen variant, or an answer's proof
	// digestedField is digested for the fields of the message's own type.
	digestedField []bool
	roles         [service.RoleEnd]int
	// The gateway's two codes and the link that makes 3/115 no error, or -1.
	first, second, continueURL int
	list                       int             // field that holds the records an answer is a list of, or -1
	wrapperNames               map[string]bool // what JSON calls the whole answer, folded
}

func (c *Codec) planOperations() error {
	c.operations = make(map[*service.Operation]*operationPlan, len(c.service.Operations))
	var problems []error
	for i := range c.service.Operations {
		op := &c.service.Operations[i]
		p := &operationPlan{op: op}
		problems = append(problems, c.planMessage(&p.request, op, &op.Request, "request"))
		if !op.OneWay {
			problems = append(problems, c.planMessage(&p.response, op, &op.Response, "response"))
		}
		p.request.answered(&p.response)
		p.request.digestedField = make([]bool, len(c.types[op.Request.Type].fields))
		for i := range p.request.digestedField {
			p.request.digestedField[i] = p.request.digested[c.types[op.Request.Type].fields[i].Name]
		}
		c.operations[op] = p
	}
	problems = append(problems, c.checkOptions())
	return errors.Join(problems...)
}

func (c *Codec) planMessage(p *messagePlan, op *service.Operation, m *service.Message, kind string) error {
	*p = messagePlan{Message: m, kind: kind, digested: map[string]bool{}}
	wrapper, err := c.chooseWrapper(op, m, kind)
	if err != nil {
		return err
	}
	headers := op.Headers
	if kind == "response" {
		headers = op.AnswerHeaders
	}
	p.write(c, wrapper, headers)
	p.blocks = c.planHeader(headers)
	fields := c.types[m.Type].fields
	for role := range p.roles {
		p.roles[role] = slices.IndexFunc(fields, func(f fieldPlan) bool {
			return f.Facts != nil && f.Facts.Role == service.Role(role)
		})
	}
	p.first, p.second, p.continueURL = fieldNamed(fields, "firstcode"), fieldNamed(fields, "secondcode"), fieldNamed(fields, "continueurl")
	p.list = slices.IndexFunc(fields, func(f fieldPlan) bool { return f.kind == kindRecord && f.Has(service.Many) })
	p.wrapperNames = c.wrapperNames(op, m)
	for i := range m.Digests {
		d := &m.Digests[i]
		name := c.options.Variants[variantKey(c.service, op, kind, d)]
		v := d.Variant(name)
		if v == nil {
			return fmt.Errorf("%s.%s: the %s has no %s variant %q; there are %s", c.service.Name, op.Name, kind, d.Kind, name, variantNames(d))
		}
		p.variants = append(p.variants, v)
		for _, term := range v.Terms {
			if term.From == service.FromMessage && d.At == "" {
				p.digested[term.Field] = true
			}
		}
	}
	return nil
}

// answered adds the fields whose values the answer must repeat, or that enter its
// digests: the gateway would answer with what it left of them.
func (p *messagePlan) answered(response *messagePlan) {
	if response.Message == nil {
		return
	}
	for _, echo := range response.Echo {
		p.digested[echo.Request] = true
	}
	for _, v := range response.variants {
		for _, term := range v.Terms {
			if term.From == service.FromRequest {
				p.digested[term.Field] = true
			}
		}
	}
}

// roleField returns the field of the message's own type that plays a role, or -1.
func (p *messagePlan) roleField(role service.Role) int { return p.roles[role] }

func fieldNamed(fields []fieldPlan, name string) int {
	return slices.IndexFunc(fields, func(f fieldPlan) bool { return strings.EqualFold(f.Name, name) })
}

func variantKey(s *service.Service, op *service.Operation, message string, d *service.Digest) string {
	return s.Name + "." + op.Name + "." + message + "." + d.Kind.String()
}

func variantNames(d *service.Digest) string {
	var names []string
	for i := range d.Variants {
		names = append(names, d.Variants[i].Name)
	}
	return strings.Join(names, ", ")
}

func (c *Codec) chooseWrapper(op *service.Operation, m *service.Message, kind string) (service.Name, error) {
	key := c.options.Wrappers[c.service.Name+"."+op.Name]
	if key == "" && len(m.Frames) == 0 {
		return service.Name{}, nil
	}
	if key == "" || kind != "request" {
		return m.Frames[0].Name, nil
	}
	var keys []string
	for i := range m.Wrappers {
		if m.Wrappers[i].Key == key {
			return m.Wrappers[i].Name, nil
		}
		keys = append(keys, m.Wrappers[i].Key)
	}
	return service.Name{}, fmt.Errorf("%s.%s: there is no wrapper %q; there are: %s", c.service.Name, op.Name, key, strings.Join(keys, ", "))
}

// checkOptions refuses keys that name nothing of this service: a misspelt option
// that silently does nothing would send the wrong check value.
func (c *Codec) checkOptions() error {
	variants, wrappers := map[string]bool{}, map[string]bool{}
	for i := range c.service.Operations {
		op := &c.service.Operations[i]
		wrappers[c.service.Name+"."+op.Name] = true
		for j := range op.Request.Digests {
			variants[variantKey(c.service, op, "request", &op.Request.Digests[j])] = true
		}
		for j := range op.Response.Digests {
			variants[variantKey(c.service, op, "response", &op.Response.Digests[j])] = true
		}
	}
	return errors.Join(
		c.unknownKeys("variant", c.options.Variants, variants),
		c.unknownKeys("wrapper", c.options.Wrappers, wrappers))
}

func (c *Codec) unknownKeys(what string, chosen map[string]string, known map[string]bool) error {
	var problems []error
	for _, key := range slices.Sorted(maps.Keys(chosen)) {
		if strings.HasPrefix(key, c.service.Name+".") && !known[key] {
			problems = append(problems, fmt.Errorf("%s: %s option: there is no %q; there are: %s",
				c.service.Name, what, key, strings.Join(slices.Sorted(maps.Keys(known)), ", ")))
		}
	}
	return errors.Join(problems...)
}
