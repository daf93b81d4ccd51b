package gen

import (
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

func nameLiteral(n service.Name) string {
	if n == (service.Name{}) {
		return ""
	}
	return "service.Name" + nameBody(n)
}

func nameBody(n service.Name) string {
	return new(literal).number("Space", int(n.Space)).text("Local", n.Local).inline()
}

func (d *description) typeID(id service.TypeID) string {
	if r := d.row(id); r != nil {
		return r.constName
	}
	return "service." + builtinsByID[id].name
}

// typeLiteral writes a row of the type table.
func (d *description) typeLiteral(r *row) string {
	t := &r.table
	l := new(literal).add("Name", nameLiteral(t.Name)).add("Kind", constantOf(kindConstants[:], t.Kind))
	if t.Kind != service.Struct && t.Kind != service.Array || t.Base >= 0 && r.hasBase {
		l.add("Base", d.typeID(t.Base))
	}
	l.add("Facets", facetsLiteral(t.Facets))
	if r.made && r.goName != "" {
		l.add("New", "func() any { return new("+r.goName+") }")
	}
	if len(t.Fields) == 0 && len(t.Choices) == 0 {
		return l.inline()
	}
	l.add("Fields", listLiteral("service.Field", t.Fields, d.fieldLiteral))
	l.add("Choices", listLiteral("service.Choice", t.Choices, choiceLiteral))
	return l.tall()
}

func (d *description) fieldLiteral(f *service.Field) string {
	l := new(literal).text("Name", f.Name).number("Space", int(f.Space)).
		add("Type", d.typeID(f.Type)).add("Flags", flagsLiteral(f.Flags))
	if o := f.Occurs; o != nil {
		l.add("Occurs", "&service.Occurs"+new(literal).number("Min", int(o.Min)).number("Max", int(o.Max)).inline())
	}
	return l.add("Facts", factsLiteral(f.Facts)).inline()
}

func choiceLiteral(c *service.Choice) string {
	branches := make([]string, len(c.Branches))
	for i, branch := range c.Branches {
		indexes := make([]string, len(branch))
		for j, n := range branch {
			indexes[j] = strconv.Itoa(int(n))
		}
		branches[i] = "{" + strings.Join(indexes, ", ") + "}"
	}
	return new(literal).truth("Required", c.Required).add("Branches", "[][]int32{"+strings.Join(branches, ", ")+"}").inline()
}

// facetsLiteral always says FractionDigits, whose zero means something.
func facetsLiteral(f *service.Facets) string {
	if f == nil {
		return ""
	}
	return "&service.Facets" + new(literal).
		number("Length", int(f.Length)).number("MinLength", int(f.MinLength)).number("MaxLength", int(f.MaxLength)).
		number("TotalDigits", int(f.TotalDigits)).number("FractionDigits", int(f.FractionDigits)).
		text("MinInclusive", f.MinInclusive).text("MaxInclusive", f.MaxInclusive).
		text("MinExclusive", f.MinExclusive).text("MaxExclusive", f.MaxExclusive).
		add("Patterns", textsLiteral(f.Patterns)).add("Enum", textsLiteral(f.Enum)).
		text("Fixed", f.Fixed).
		add("White", constantOf(whiteConstants[:], f.White)).
		inline()
}

func (d *description) operationLiteral(op *service.Operation) string {
	l := new(literal).text("Name", op.Name).text("WSDLName", op.WSDLName).text("Action", op.Action).add("Title", textLiteral(op.Title))
	if op.Style == service.RPC {
		l.add("Style", "service.RPC")
	}
	l.truth("OneWay", op.OneWay).add("Request", d.messageLiteral(&op.Request))
	if !op.OneWay {
		l.add("Response", d.messageLiteral(&op.Response))
	}
	l.add("Headers", listLiteral("service.Header", op.Headers, d.headerLiteral))
	l.add("AnswerHeaders", listLiteral("service.Header", op.AnswerHeaders, d.headerLiteral))
	l.add("Faults", listLiteral("service.FaultDetail", op.Faults, func(f *service.FaultDetail) string {
		return new(literal).text("Name", f.Name).add("Element", nameLiteral(f.Element)).add("Type", d.typeID(f.Type)).inline()
	}))
	l.add("Outcome", listLiteral("service.OutcomeRule", op.Outcome, outcomeLiteral))
	l.add("Repeat", repeatLiteral(&op.Repeat)).add("Limit", limitLiteral(&op.Limit))
	l.add("Forms", listLiteral("service.Form", op.Forms, func(f *service.Form) string {
		return new(literal).text("Request", f.Request).add("Answers", numbersLiteral(f.Answers)).
			number("Default", f.Default).text("Merchant", f.Merchant).add("Facts", factsLiteral(f.Facts)).inline()
	}))
	return l.add("Facts", factsLiteral(op.Facts)).tall()
}

func (d *description) headerLiteral(h *service.Header) string {
	return new(literal).add("Name", nameLiteral(h.Name)).add("Type", d.typeID(h.Type)).truth("MustUnderstand", h.MustUnderstand).inline()
}

func (d *description) messageLiteral(m *service.Message) string {
	l := new(literal).text("Name", m.Name)
	if m.Use == service.Encoded {
		l.add("Use", "service.Encoded")
	}
	frames := make([]string, len(m.Frames))
	for i, f := range m.Frames {
		frames[i] = new(literal).add("Name", nameLiteral(f.Name)).add("Type", nameLiteral(f.Type)).inline()
	}
	if len(frames) > 0 {
		l.add("Frames", "[]service.Frame{"+strings.Join(frames, ", ")+"}")
	}
	l.add("Wrappers", listLiteral("service.Wrapper", m.Wrappers, func(w *service.Wrapper) string {
		return new(literal).text("Key", w.Key).add("Name", nameLiteral(w.Name)).add("Facts", factsLiteral(w.Facts)).inline()
	}))
	l.add("Type", d.typeID(m.Type))
	l.add("Digests", listLiteral("service.Digest", m.Digests, digestLiteral))
	l.add("Conditions", listLiteral("service.Condition", m.Conditions, conditionLiteral))
	l.add("Echo", listLiteral("service.Echo", m.Echo, func(e *service.Echo) string {
		return new(literal).text("Field", e.Field).text("Request", e.Request).inline()
	}))
	l.add("Facts", factsLiteral(m.Facts))
	if len(l.parts) <= 4 && len(m.Wrappers) == 0 {
		return "service.Message" + l.inline()
	}
	return "service.Message" + l.tall()
}

func repeatLiteral(r *service.Repeat) string {
	if !r.Safe && r.Ask == "" && r.By == "" && r.Facts == nil {
		return ""
	}
	return "service.Repeat" + new(literal).truth("Safe", r.Safe).text("Ask", r.Ask).text("By", r.By).add("Happened", matchesLiteral(r.Happened)).
		text("Among", r.Among).add("Kind", matchesLiteral(r.Kind)).add("Pending", matchesLiteral(r.Pending)).add("Facts", factsLiteral(r.Facts)).inline()
}

func limitLiteral(l *service.Limit) string {
	if *l == (service.Limit{}) {
		return ""
	}
	return "service.Limit" + new(literal).number("MinInterval", l.MinInterval).number("MaxWindow", l.MaxWindow).
		number("DefaultWindow", l.DefaultWindow).add("Facts", factsLiteral(l.Facts)).inline()
}
