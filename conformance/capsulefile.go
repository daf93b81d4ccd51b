package conformance

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/tools/txtar"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

// capsule is a capsule that is being made.
type capsule struct {
	plan   *Plan
	codecs map[*service.Service]*envelope.Codec
	result *Result
	target string
	made   time.Time
	stand  *standIns
}

// write writes the case file. What stands in for a value is known only when all sections
// have been seen, so replacing wherever it stands comes last.
func (c *capsule) write() ([]byte, error) {
	archive := &txtar.Archive{}
	if c.result.Case.Vars != nil {
		var b strings.Builder
		for _, v := range c.result.Case.Vars.Fields {
			fmt.Fprintf(&b, "%s=%s\n", v.Name, quote(v.Value))
		}
		archive.Files = append(archive.Files, txtar.File{Name: "vars", Data: []byte(b.String())})
	}
	for i := range c.result.Steps {
		if o := c.result.Steps[i].observed; o != nil {
			if err := c.step(archive, &c.result.Steps[i], o); err != nil {
				return nil, err
			}
		}
	}
	for i := range archive.Files {
		archive.Files[i].Data = []byte(c.stand.everywhere(string(archive.Files[i].Data)))
	}
	archive.Comment = []byte(c.head())
	text := txtar.Format(archive)
	if len(txtar.Parse(text).Files) != len(archive.Files) {
		return nil, fmt.Errorf("a message holds what would end its section; it cannot be made a capsule")
	}
	return text, nil
}

func (c *capsule) head() string {
	r := c.result
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\ncall: %s\ntags: capsule %s\n", r.Case.Title, r.Case.Call, strings.Join(r.Case.Tags, " "))
	if len(r.Case.Source) > 0 {
		fmt.Fprintf(&b, "source: %s\n", strings.Join(r.Case.Source, " "))
	}
	fmt.Fprintf(&b, "\nA support capsule of %s at %s, %s. Run it with\nassist-soapgen conform --cases FOLDER-OF-THIS-FILE\nSecret and personal values have stand-ins of the same shape. What failed:\n",
		r.Case.Name, c.target, c.made.UTC().Format("2006-01-02 15:04 MST"))
	for _, step := range r.Steps {
		for _, d := range step.Differences {
			b.WriteString("* " + strings.Join(strings.Fields(c.stand.everywhere(step.Name+": "+c.written(&step, d.String()))), " ") + "\n")
		}
	}
	return b.String() + "\n"
}

// written takes the run's own numbers out of what is said of a step.
func (c *capsule) written(step *StepResult, text string) string {
	if step.observed == nil {
		return text
	}
	return inPlaceholders(text, step.observed.scope, "{{", "}}")
}

// step writes the sections of one step; the reply of the target becomes a canned one.
func (c *capsule) step(archive *txtar.Archive, res *StepResult, o *observed) error {
	s, op, err := findOperation(c.plan.Services, o.step.Call)
	if err != nil {
		return err
	}
	add := func(part, text string) {
		if text != "" {
			archive.Files = append(archive.Files, txtar.File{Name: res.Name + "/" + part, Data: []byte(strings.TrimRight(text, "\n") + "\n")})
		}
	}
	options := c.options(res, o)
	reply, part := c.reply(s, op, o)
	add("options", options)
	st := o.step
	if st.Input != nil {
		add("input", c.lines(s, op.Request.Type, st.Input, o.scope))
	}
	if st.Raw != nil {
		add(lastPart(st.Raw.Name), c.stand.message(st.Raw.Text))
	}
	if !isInbound(st.Raw) && part != "" {
		archive.Files = append(archive.Files, txtar.File{Name: res.Name + "/" + part, Data: []byte(strings.TrimRight(reply, "\n") + "\n")})
	}
	if st.Request != nil {
		add("request.xml", c.stand.message(st.Request.Text))
	}
	if st.Answer != nil {
		add("answer.xml", c.stand.message(st.Answer.Text))
	}
	if st.Output != nil {
		add("output", c.lines(s, op.Response.Type, st.Output, nil))
	}
	if st.Error != nil {
		add("error", c.lines(s, op.Response.Type, st.Error, nil))
	}
	return nil
}

func lastPart(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }

// options are those of the step, and how the target answered.
func (c *capsule) options(res *StepResult, o *observed) string {
	var b strings.Builder
	if o.step.Call != c.result.Case.Call && o.step.Options.Key("call", "") == "" {
		fmt.Fprintf(&b, "call: %s\n", o.step.Call)
	}
	if o.step.Options != nil {
		for _, l := range o.step.Options.Keys {
			switch l.Name {
			case "advance", "status", "content-type", "charset", "until", "every", "within", "backoff": // the reply is the last one
			case "password", "secret-word":
				fmt.Fprintf(&b, "%s: %s\n", l.Name, quote(c.stand.value(l.Value, false)))
			default:
				fmt.Fprintf(&b, "%s: %s\n", l.Name, quote(l.Value))
			}
		}
	}
	if isInbound(o.step.Raw) {
		return b.String()
	}
	fmt.Fprintf(&b, "status: %s\n", strconv.Itoa(res.Status))
	if o.contentType != "" {
		fmt.Fprintf(&b, "content-type: %s\n", quote(o.contentType))
	}
	if !utf8.ValidString(o.response) {
		b.WriteString("charset: windows-1251\n")
	}
	return b.String()
}

// reply is what came, with stand-ins and with the placeholders of the run.
func (c *capsule) reply(s *service.Service, op *service.Operation, o *observed) (text, part string) {
	text, part = o.response, "reply.xml"
	if !utf8.ValidString(text) {
		if decoded, err := charmap.Windows1251.NewDecoder().String(text); err == nil {
			text = decoded
		}
	}
	if !strings.HasPrefix(strings.TrimSpace(text), "<") {
		part = "reply.txt"
	}
	text = c.stand.everywhere(c.stand.message(text))
	if strings.Contains(o.got.result.Verified, "checkvalue") {
		text = c.reseal(s, op, o, text)
	}
	return inPlaceholders(text, o.scope, "{{", "}}"), part
}

// ownVars are the placeholders that a run gives, without the merchant's word before them.
var ownVars = []string{"unique", "merchant", "login", "future", "soon", "endpoint"}

// inPlaceholders writes the values of the run's own placeholders as placeholders again.
func inPlaceholders(text string, scope *Scope, open, end string) string {
	for _, name := range slices.Sorted(maps.Keys(scope.vars)) {
		base := name[strings.LastIndexByte(name, '.')+1:]
		if value := scope.vars[name]; len(value) > 3 && slices.Contains(ownVars, base) {
			text = strings.ReplaceAll(text, value, open+name+end)
		}
	}
	return text
}

// lines writes a section of lines, with stand-ins for secret and personal fields.
func (c *capsule) lines(s *service.Service, of service.TypeID, values *Values, scope *Scope) string {
	var b strings.Builder
	for _, l := range values.Keys {
		fmt.Fprintf(&b, "%s: %s\n", l.Name, quote(l.Value))
	}
	for _, l := range values.Fields {
		value := l.Value
		if f := fieldAt(s, of, l.Name); secretField(f) {
			value = c.stand.value(value, f.Facts.Format == service.FormatPAN)
		}
		fmt.Fprintf(&b, "%s=%s\n", l.Name, quote(nearTime.ReplaceAllString(value, "}}")))
	}
	return b.String()
}

// nearTime is a bound that no capsule keeps: it runs some other day.
var nearTime = regexp.MustCompile(`~[0-9a-z.]+\}\}`)

// fieldAt returns the field at a path such as "order[1]/amount", or nil.
func fieldAt(s *service.Service, of service.TypeID, path string) *service.Field {
	step, rest, deeper := strings.Cut(path, "/")
	name, _, _ := strings.Cut(step, "[")
	t := s.Type(of)
	if t == nil {
		return nil
	}
	i := slices.IndexFunc(t.Fields, func(f service.Field) bool { return f.Name == name })
	switch {
	case i < 0:
		return nil
	case deeper:
		return fieldAt(s, t.Fields[i].Type, rest)
	}
	return &t.Fields[i]
}
