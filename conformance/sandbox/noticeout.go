package sandbox

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"github.com/beevik/etree"

	"github.com/assist-soap/toolkit/service"
)

// reportForm writes a report as a form, in the documented order. It has one billnumber,
// that of the operation.
func reportForm(r record) string {
	values := map[string]string{}
	r.flatten(values)
	var pairs []string
	for name := range strings.FieldsSeq(formOrder) {
		pairs = append(pairs, name+"="+url.QueryEscape(values[name]))
	}
	return strings.Join(pairs, "&")
}

// flatten collects the texts of a record and of those inside, which win.
func (r record) flatten(values map[string]string) {
	for i := range r.fields {
		m := &r.members[i]
		if m.there && len(m.items) == 0 {
			values[r.fields[i].Name] = m.text
		}
	}
	for i := range r.members {
		for _, inner := range r.members[i].items {
			inner.flatten(values)
		}
	}
}

// reportSOAP writes a report as PushPaymentResult with order and operation (D26).
func reportSOAP(svc *service.Service, r record) string {
	var out bytes.Buffer
	p := newPrinter(&out)
	d := dialect{envelope: "soapenv", payload: "ws"}
	d.begin(p, svc.Namespace)
	frames := svc.Operations[0].Request.Frames
	for _, frame := range frames {
		p.open(framed(frame, d))
	}
	d.fields(p, svc, r)
	for _, frame := range slices.Backward(frames) {
		p.close(framed(frame, d))
	}
	d.end(p)
	p.flush()
	return out.String()
}

func framed(frame service.Frame, d dialect) string {
	if frame.Name.Space != 0 {
		return d.payload + ":" + frame.Name.Local
	}
	return frame.Name.Local
}

// judge says what is wrong with a merchant's answer, "" if it is the documented one: the
// codes 0, billnumber and packetdate as they were sent.
func judge(body []byte, sent record, as string) string {
	doc := etree.NewDocument()
	doc.ReadSettings.CharsetReader = charsetReader
	if err := doc.ReadFromBytes(body); err != nil || doc.Root() == nil {
		return "the answer is not XML"
	}
	root := doc.Root()
	if fault := root.FindElement("//Fault"); fault != nil {
		return "refused " + childText(fault, "faultcode") + "/" + childText(fault, "faultstring")
	}
	echo := root.FindElement("./order")
	if as != NotifyForm {
		echo = root.FindElement("//PushPaymentResultResponse/return")
	} else if root.Tag != "pushpaymentresult" {
		return "the answer is " + clip(root.Tag) + ", not pushpaymentresult"
	} else if first := root.SelectAttrValue("firstcode", ""); first != "0" {
		return "refused " + clip(first) + "/" + clip(root.SelectAttrValue("secondcode", ""))
	}
	values := map[string]string{}
	sent.flatten(values)
	short, _ := sent.value("billnumber")
	switch {
	case echo == nil:
		return "the answer does not repeat billnumber and packetdate"
	case childText(echo, "billnumber") != values["billnumber"] && (as == NotifyForm || childText(echo, "billnumber") != short):
		return "the answer is about another billnumber"
	case childText(echo, "packetdate") != values["packetdate"]:
		return "the answer has another packetdate"
	}
	return ""
}

func childText(e *etree.Element, name string) string {
	if child := e.FindElement("./" + name); child != nil {
		return strings.TrimSpace(allText(child))
	}
	return ""
}
