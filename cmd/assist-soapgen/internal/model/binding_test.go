package model

import (
	"strings"
	"testing"
)

func names(parts []*Part) string {
	var out []string
	for _, p := range parts {
		out = append(out, p.Name)
	}
	return strings.Join(out, " ")
}

func TestBinding_ProtocolsStylesAndActions(t *testing.T) {
	const messages = head + `<message name="M"><part name="p" type="xs:string"/></message>` +
		`<portType name="PT"><operation name="A"><input message="tns:M"/><output message="tns:M"/></operation><operation name="B"><input message="tns:M"/></operation></portType>`
	operations := func(prefix string) string {
		return `<operation name="B"><` + prefix + `:operation style="rpc"/></operation><operation name="A"><` + prefix + `:operation soapAction=""/>` +
			`<input><` + prefix + `:body use="encoded" namespace="urn:n" encodingStyle="u v"/></input></operation></binding>`
	}
	d := mustLoadClean(t, "a.wsdl", messages+
		`<binding name="One" type="tns:PT"><soap:binding style="document" transport="urn:http"/>`+operations("soap")+
		`<binding name="Two" type="tns:PT"><soap12:binding style="rpc" transport="urn:http"/>`+operations("soap12")+
		`<binding name="Get" type="tns:PT"><http:binding verb="GET"/><operation name="A"><http:operation location="/a"/><input><http:urlEncoded/></input><output><mime:mimeXml part="p"/></output></operation></binding>`+
		`<binding name="Other" type="tns:PT"><operation name="A"/></binding>`+
		`<service name="S"><port name="P1" binding="tns:One"><soap:address location="http://one/"/></port><port name="P2" binding="tns:Two"><soap12:address location="http://two/"/></port><port name="P3" binding="tns:Get"><http:address location="http://get/"/></port></service></definitions>`)
	for i, want := range []Protocol{SOAP11, SOAP12, HTTPGet, OtherProtocol} {
		if d.Bindings[i].Protocol != want {
			t.Errorf("%s: %v", d.Bindings[i].Name.Local, d.Bindings[i].Protocol)
		}
	}
	b, a := d.Bindings[0].Operations[0], d.Bindings[0].Operations[1]
	if b.Name != "B" || b.Style != RPCStyle || a.Style != DocumentStyle || b.HasSOAPAction || !a.HasSOAPAction {
		t.Errorf("operations of One: %+v %+v", b, a)
	}
	if body := a.Input.Body; body.Use != Encoded || body.Namespace != "urn:n" || len(body.EncodingStyles) != 2 || names(body.Parts) != "p" {
		t.Errorf("body %+v", body)
	}
	if out := a.Output; out == nil || out.Body.Use != Literal || names(out.Body.Parts) != "p" || b.Output != nil {
		t.Errorf("defaults of an output the binding leaves out: %+v", out)
	}
	if d.Bindings[1].Operations[1].Style != RPCStyle {
		t.Error("style is not inherited from the binding")
	}
	get := d.Bindings[2].Operations[0]
	if get.Location != "/a" || get.Input.HTTPForm != URLEncoded || get.Output.MIME[0].ContentType[0] != "text/xml" {
		t.Errorf("http: %+v", get)
	}
	if d.Services[0].Ports[1].Address != "http://two/" || d.Services[0].Ports[2].Binding != d.Bindings[2] {
		t.Errorf("ports %+v", d.Services[0].Ports)
	}
}

// operation is a WSDL with messages H (h), M (a, b, c) and F (f), and one
// operation with the given binding content.
func operation(style, input, faults string) string {
	return head + `<message name="M"><part name="a" type="xs:string"/><part name="b" type="xs:string"/><part name="c" type="xs:string"/></message>` +
		`<message name="H"><part name="h" type="xs:string"/></message><message name="F"><part name="f" type="xs:string"/></message>` +
		`<portType name="PT"><operation name="Op" parameterOrder="b a"><input message="tns:M"/><fault name="Bad" message="tns:F"/></operation></portType>` +
		`<binding name="B" type="tns:PT"><soap:binding style="` + style + `" transport="t"/><operation name="Op"><input>` + "\n" + input + "\n</input>" + faults + `</operation></binding></definitions>`
}

func TestBody_PartSelection(t *testing.T) {
	header := `<soap:header message="tns:M" part="c" use="literal"/>`
	for _, c := range []struct{ name, style, input, body, headers string }{
		{"all by default", "rpc", `<soap:body/>`, "a b c", ""},
		{"as listed", "rpc", `<soap:body parts="c a"/>`, "c a", ""},
		{"none listed", "rpc", `<soap:body parts=""/>`, "", ""},
		{"document without those in headers", "document", header + `<soap:body/>`, "a b", "c"},
		{"rpc with those in headers", "rpc", header + `<soap:body/>`, "a b c", "c"},
		{"header of another message", "document", `<soap:header message="tns:H" part="h"/><soap:body parts="a"/>`, "a", "h"},
		{"multipart", "document", `<mime:multipartRelated><mime:part>` + header + `<soap:body parts="a"/></mime:part><mime:part><mime:content part="b" type="image/png"/><mime:content part="b" type="image/gif"/></mime:part></mime:multipartRelated>`, "a", "c"},
		{"multipart without list", "rpc", `<mime:multipartRelated><mime:part><soap:body/></mime:part><mime:part><mime:content part="b" type="image/png"/></mime:part></mime:multipartRelated>`, "a c", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := mustLoad(t, "a.wsdl", operation(c.style, c.input, ""))
			in := d.Bindings[0].Operations[0].Input
			var headers []*Part
			for _, h := range in.Headers {
				headers = append(headers, h.Part)
			}
			if names(in.Body.Parts) != c.body || names(headers) != c.headers {
				t.Errorf("body %q, headers %q", names(in.Body.Parts), names(headers))
			}
			if strings.HasPrefix(c.name, "multipart") != (len(in.MIME) == 1) {
				t.Errorf("attachments %v", in.MIME)
			}
		})
	}
}

func TestBinding_HeadersAndFaults(t *testing.T) {
	d := mustLoadClean(t, "a.wsdl", operation("rpc",
		`<soap:header message="tns:H" part="h" use="encoded" encodingStyle="e" namespace="n" wsdl:required="true"><soap:headerfault message="tns:F" part="f" use="literal"/></soap:header>`,
		`<fault name="Bad"><soap:fault name="Bad" use="encoded" namespace="urn:f" encodingStyle="e"/></fault>`))
	op := d.Bindings[0].Operations[0]
	h := op.Input.Headers[0]
	if h.Use != Encoded || !h.Required || h.Namespace != "n" || len(h.Faults) != 1 || h.Faults[0].Part.Name != "f" {
		t.Errorf("header %+v", h)
	}
	if f := op.Faults[0]; f.Use != Encoded || f.Namespace != "urn:f" || f.Fault != op.Operation.Faults[0] || f.Fault.Message.Name.Local != "F" {
		t.Errorf("fault %+v", f)
	}
	if order := op.Operation.ParameterOrder; len(order) != 2 || order[0] != "b" {
		t.Errorf("parameterOrder %v", order)
	}
}

func TestOperation_OverloadsAreToldApartByInputName(t *testing.T) {
	d := mustLoadClean(t, "a.wsdl", head+`<message name="One"/><message name="Two"/>`+
		`<portType name="PT"><operation name="Op"><input name="first" message="tns:One"/></operation><operation name="Op"><input name="second" message="tns:Two"/></operation></portType>`+
		`<binding name="Named" type="tns:PT"><soap:binding/><operation name="Op"><input name="second"/></operation><operation name="Op"><input name="first"/></operation></binding>`+
		`<binding name="Order" type="tns:PT"><soap:binding/><operation name="Op"/><operation name="Op"/></binding></definitions>`)
	for i, want := range []string{"Two One", "One Two"} {
		ops := d.Bindings[i].Operations
		if got := ops[0].Operation.Input.Message.Name.Local + " " + ops[1].Operation.Input.Message.Name.Local; got != want {
			t.Errorf("%s: %s, want %s", d.Bindings[i].Name.Local, got, want)
		}
	}
	if !d.PortTypes[0].Operations[0].Overloaded {
		t.Error("Overloaded is not set")
	}
}

func TestOperation_KindsAndDefaultNames(t *testing.T) {
	d := mustLoad(t, "a.wsdl", head+`<message name="M"/><portType name="PT">`+
		`<operation name="A"><input message="tns:M"/></operation><operation name="B"><input message="tns:M"/><output message="tns:M"/></operation>`+
		`<operation name="C"><output message="tns:M"/><input message="tns:M"/></operation><operation name="D"><output message="tns:M"/></operation><operation name="E"/></portType></definitions>`)
	for i, want := range []string{"one-way A -", "request-response BRequest BResponse", "solicit-response CResponse CSolicit", "notification - D", "no-message - -"} {
		op := d.PortTypes[0].Operations[i]
		in, out := "-", "-"
		if op.Input != nil {
			in = op.Input.Name
		}
		if op.Output != nil {
			out = op.Output.Name
		}
		if got := op.Kind.String() + " " + in + " " + out; got != want {
			t.Errorf("%s: got %q, want %q", op.Name, got, want)
		}
	}
}

func TestDocumentation_Everywhere(t *testing.T) {
	doc := func(s string) string { return "<documentation>" + s + "</documentation>" }
	d := mustLoadClean(t, "a.wsdl", head+doc(" about <b>all</b> ")+
		`<types><xs:schema targetNamespace="urn:t"><xs:element name="e" type="xs:int"><xs:annotation><xs:appinfo>app</xs:appinfo><xs:documentation>one</xs:documentation><xs:documentation>two</xs:documentation></xs:annotation></xs:element></xs:schema></types>`+
		`<message name="M">`+doc("message")+`<part name="p" element="tns:e">`+doc("part")+`</part></message>`+
		`<portType name="PT">`+doc("portType")+`<operation name="A">`+doc("operation")+`<input message="tns:M">`+doc("input")+`</input></operation></portType>`+
		`<binding name="B" type="tns:PT">`+doc("binding")+`<soap:binding/><operation name="A">`+doc("bound")+`</operation></binding>`+
		`<service name="S">`+doc("service")+`<port name="P" binding="tns:B">`+doc("port")+`<soap:address location="http://x/"/></port></service></definitions>`)
	e, op, port := d.Element(QName{"urn:t", "e"}), d.PortTypes[0].Operations[0], d.Services[0].Ports[0]
	got := strings.Join([]string{
		d.Doc, e.Doc, e.AppInfo, d.Messages[0].Doc, d.Messages[0].Parts[0].Doc, d.PortTypes[0].Doc,
		op.Doc, op.Input.Doc, d.Bindings[0].Doc, d.Bindings[0].Operations[0].Doc, d.Services[0].Doc, port.Doc,
	}, "|")
	if want := "about all|one\n\ntwo|app|message|part|portType|operation|input|binding|bound|service|port"; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
