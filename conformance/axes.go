package conformance

import (
	"fmt"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// Axis multiplies a case: it runs once for each value. The head says
//
//	axes: wrapper=* variant=base,sent-only
//
// where * stands for all values the descriptions of the case's steps have. A step that
// sets the option itself is left as it is.
type Axis struct {
	Name   string   // "wrapper", "variant" or "form"
	Values []string // "*", or keys of wrappers, names of variants, forms such as "post-csv"
}

// axisNames are the axes there are, each named after the option it sets.
var axisNames = []string{"wrapper", "variant", "form"}

// defaultWrapper is how axes call the wrapper of the WSDL, which has no key.
const defaultWrapper = "new"

func (p *parser) axes(line int, text string) {
	for word := range strings.FieldsSeq(text) {
		name, values, ok := strings.Cut(word, "=")
		axis := Axis{name, strings.Split(values, ",")}
		switch {
		case !ok || !slices.Contains(axisNames, name) || slices.Contains(axis.Values, ""):
			p.complain(line, "axis %q is not of the form name=value,value; the names are %s, and * is every value", word, strings.Join(axisNames, ", "))
		case slices.ContainsFunc(p.c.Axes, func(a Axis) bool { return a.Name == name }):
			p.complain(line, "axis %s is given twice", name)
		default:
			p.c.Axes = append(p.c.Axes, axis)
		}
	}
}

// expand returns the cases with those that have axes multiplied. The error lists all
// axes that no step could follow.
func (p *Plan) expand() ([]*Case, error) {
	var out []*Case
	var problems Problems
	for _, c := range p.Cases {
		cases := []*Case{c}
		for _, axis := range c.Axes {
			values, err := p.values(c, axis)
			if err != nil {
				problems = append(problems, Problem{c.path, 1, 1, err.Error()})
				continue
			}
			cases = p.multiply(cases, axis.Name, values)
		}
		out = append(out, cases...)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return out, nil
}

// values returns the values of an axis, each of which some step of the case can follow.
func (p *Plan) values(c *Case, axis Axis) ([]string, error) {
	var all []string
	for i := range c.Steps {
		for _, value := range p.choices(&c.Steps[i], axis.Name) {
			if !slices.Contains(all, value) {
				all = append(all, value)
			}
		}
	}
	if slices.Equal(axis.Values, []string{"*"}) {
		if len(all) == 0 {
			return nil, fmt.Errorf("axis %s: no step of the case has one", axis.Name)
		}
		return all, nil
	}
	for _, value := range axis.Values {
		if !slices.Contains(all, value) {
			return nil, fmt.Errorf("axis %s: no step of the case has %q; there are %s", axis.Name, value, strings.Join(all, ", "))
		}
	}
	return axis.Values, nil
}

// choices lists the values a step can take on an axis, the default first; none when it
// sends nothing through the client or has chosen itself.
func (p *Plan) choices(st *Step, axis string) []string {
	_, op, err := findOperation(p.Services, st.Call)
	if err != nil || st.Input == nil || st.Request != nil || st.Options.Key(axis, "") != "" {
		return nil
	}
	var names []string
	switch axis {
	case "wrapper":
		if len(op.Request.Wrappers) > 0 {
			names = append(names, defaultWrapper)
		}
		for _, w := range op.Request.Wrappers {
			names = append(names, w.Key)
		}
	case "variant":
		for _, v := range requestVariants(op) {
			names = append(names, v.Name)
		}
	case "form":
		names = formNames(op)
	}
	return names
}

// formNames lists the ways in which an operation can be asked and answered, as in
// "post-csv": its transports times their formats. SOAP both ways comes first.
func formNames(op *service.Operation) []string {
	names := []string{"soap"}
	for _, form := range op.Forms {
		for _, answer := range form.Answers {
			if form.Request != "soap" {
				names = append(names, form.Request+"-"+strings.ToLower(envelope.Format(answer).String()))
			}
		}
	}
	return names
}

// requestVariants are those of the check value, or of the first digest there is.
func requestVariants(op *service.Operation) []service.Variant {
	if d := op.Request.Digest(service.CheckValue); d != nil {
		return d.Variants
	}
	if len(op.Request.Digests) > 0 {
		return op.Request.Digests[0].Variants
	}
	return nil
}

func (p *Plan) multiply(cases []*Case, axis string, values []string) []*Case {
	var out []*Case
	for _, c := range cases {
		for _, value := range values {
			clone := *c
			clone.Name = c.Name + "@" + axis + "-" + value
			clone.origin, clone.Axes = c.Origin(), nil
			clone.Steps = slices.Clone(c.Steps)
			for i := range clone.Steps {
				p.turn(&clone.Steps[i], axis, value)
			}
			out = append(out, &clone)
		}
	}
	return out
}

// turn sets the option of an axis on a step that can follow it.
func (p *Plan) turn(st *Step, axis, value string) {
	choices := p.choices(st, axis)
	if at := slices.Index(choices, value); at < 1 {
		return // the default needs no option, and what cannot follow stays
	}
	if axis == "variant" {
		_, op, _ := findOperation(p.Services, st.Call)
		kind := service.CheckValue
		if op.Request.Digest(kind) == nil {
			kind = op.Request.Digests[0].Kind
		}
		value = "request." + kind.String() + "=" + value
	}
	if axis == "form" {
		value = strings.Replace(value, "-", "/", 1)
	}
	options := &Values{}
	if st.Options != nil {
		options = &Values{Line: st.Options.Line, Keys: slices.Clone(st.Options.Keys), Fields: st.Options.Fields}
	}
	options.Keys = append(options.Keys, Line{Name: axis, Value: value})
	st.Options = options
}
