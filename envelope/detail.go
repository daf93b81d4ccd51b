package envelope

import (
	"strings"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
	"github.com/assist-soap/toolkit/service"
)

// detail reads what the Fault says beside its code: a declared structure, the
// gateway's message and recommendation, or some text.
func (d *decoder) detail() error {
	var texts []string
	for {
		kind, err := d.s.Next()
		if err != nil {
			return fromScanner(err, d.place())
		}
		switch kind {
		case xmlscan.End:
			d.refused.Detail = harmless(strings.Join(texts, "; "), maxDetail)
			return nil
		case xmlscan.Text:
			if text := strings.TrimSpace(d.s.Text()); text != "" {
				texts = append(texts, text)
			}
		case xmlscan.Start:
			name := d.s.Name()
			element, err := d.fragment()
			if err != nil {
				return err
			}
			if text := d.entry(name, element); text != "" && len(texts) < 100 {
				texts = append(texts, text)
			}
		}
	}
}

// entry takes one element of the detail and returns what is to be told of it.
func (d *decoder) entry(name xmlscan.Name, element string) string {
	for i := range d.operation.op.Faults {
		declared := &d.operation.op.Faults[i]
		if d.refused.Declared == nil && name.Is(d.service.Space(declared.Element), declared.Element.Local) {
			d.refused.Declared = d.declared(declared, element)
			d.refused.FaultName = declared.Name
		}
	}
	text := harmless(allText(d, element), maxDetail)
	switch strings.ToLower(name.Local) {
	case "message":
		d.refused.Message = text
		return ""
	case "recomendation", "recommendation": // the gateway drops an m (K3)
		d.refused.Recommendation = text
		return ""
	}
	if text == "" {
		return ""
	}
	return harmless(name.Local, 64) + ": " + text
}

// declared decodes a fault detail, or returns nil: a detail that does not fit its
// declaration must not hide the fault.
func (d *decoder) declared(f *service.FaultDetail, element string) *service.Record {
	if t := d.service.Type(f.Type); t == nil || t.Kind != service.Struct {
		return nil
	}
	x := d.scan(element)
	defer d.release(x)
	record := service.NewRecord(d.service, f.Type)
	inner := &x.decoder
	*inner = decoder{
		reading: reading{Codec: d.Codec, operation: d.operation, message: d.message, root: record, extraRoom: minExtraRoom, valueRoom: minValueRoom},
		s:       &x.scanner, text: element, space: d.space,
	}
	if _, err := inner.child(); err != nil {
		return nil
	}
	if err := inner.record(record); err != nil {
		return nil
	}
	return record
}

// allText joins all texts in an element.
func allText(d *decoder, element string) string {
	x := d.scan(element)
	defer d.release(x)
	s := &x.scanner
	var texts []string
	for len(texts) < 100 {
		kind, err := s.Next()
		if err != nil || kind == xmlscan.EOF {
			break
		}
		if text := strings.TrimSpace(s.Text()); kind == xmlscan.Text && text != "" {
			texts = append(texts, text)
		}
	}
	return strings.Join(texts, "; ")
}
