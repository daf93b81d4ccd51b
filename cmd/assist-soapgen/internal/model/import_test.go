package model

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const emptyWSDL = head + "</definitions>"

func TestImport_WSDLInSeveralDocuments(t *testing.T) {
	part := func(content string) string { return head + content + "</definitions>" }
	d := mustLoadClean(t,
		"a.wsdl", part(`<import namespace="urn:t" location="parts/binding.wsdl"/><service name="S"><port name="P" binding="tns:B"><soap:address location="http://x/"/></port></service>`),
		"parts/binding.wsdl", part(`<import namespace="urn:t" location="port%20type.wsdl"/><binding name="B" type="tns:PT"><soap:binding transport="t"/><operation name="Echo"/></binding>`),
		"parts/port type.wsdl", part(`<import namespace="urn:t" location="../a.wsdl"/><import namespace="urn:x" location="../x.xsd"/>`+
			`<message name="M"><part name="p" element="x:e" xmlns:x="urn:x"/></message><portType name="PT"><operation name="Echo"><input message="tns:M"/></operation></portType>`),
		"x.xsd", xsd(`targetNamespace="urn:x"`, `<xs:element name="e" type="xs:int"/>`))
	var paths []string
	for _, doc := range d.Documents {
		paths = append(paths, doc.Path)
	}
	if got := strings.Join(paths, " "); got != "a.wsdl parts/binding.wsdl parts/port type.wsdl x.xsd" {
		t.Errorf("documents %s", got)
	}
	op := d.Services[0].Ports[0].Binding.Operations[0]
	if op.Input.Body.Parts[0].ValueType().Name.Local != "int" {
		t.Errorf("part %+v", op.Input.Body.Parts[0])
	}
}

func TestInclude_ChameleonAndCircular(t *testing.T) {
	d := mustLoadClean(t,
		"a.wsdl", withSchema(`<xs:include schemaLocation="one.xsd"/><xs:import namespace="urn:o" schemaLocation="other.xsd"/>`),
		"one.xsd", xsd(`targetNamespace="urn:t"`, `<xs:include schemaLocation="chameleon.xsd"/><xs:include schemaLocation="one.xsd"/>`),
		"other.xsd", xsd(`targetNamespace="urn:o"`, `<xs:include schemaLocation="chameleon.xsd"/>`),
		"chameleon.xsd", xsd(``, `<xs:include schemaLocation="chameleon.xsd"/><xs:complexType name="C"><xs:sequence><xs:element name="next" type="C"/></xs:sequence></xs:complexType>`))
	for _, space := range []string{"urn:t", "urn:o"} {
		c := d.Type(QName{space, "C"})
		if c == nil || c.Particle.Items[0].Element.Type != c {
			t.Errorf("%s: %+v", space, c)
		}
	}
	if len(d.Documents) != 4 {
		t.Errorf("%d documents, want each one once: %v", len(d.Documents), d.Documents)
	}
}

func TestRedefine_ReplacesTypesGroupsAndAttributeGroups(t *testing.T) {
	d := mustLoadClean(t,
		"a.wsdl", withSchema(`<xs:include schemaLocation="new.xsd"/>`),
		"new.xsd", xsd(`targetNamespace="urn:t" xmlns="urn:t"`, `<xs:redefine schemaLocation="old.xsd">`+
			`<xs:complexType name="T"><xs:complexContent><xs:extension base="T"><xs:sequence><xs:element name="b" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>`+
			`<xs:group name="G"><xs:sequence><xs:group ref="G"/><xs:element name="h" type="xs:int"/></xs:sequence></xs:group>`+
			`<xs:attributeGroup name="A"><xs:attributeGroup ref="A"/><xs:attribute name="y"/></xs:attributeGroup>`+
			`</xs:redefine>`),
		"old.xsd", xsd(`targetNamespace="urn:t" xmlns="urn:t"`, `<xs:complexType name="T"><xs:sequence><xs:element name="a" type="xs:string"/></xs:sequence></xs:complexType>`+
			`<xs:group name="G"><xs:sequence><xs:element name="g" type="xs:string"/></xs:sequence></xs:group>`+
			`<xs:attributeGroup name="A"><xs:attribute name="x"/></xs:attributeGroup>`+
			`<xs:complexType name="User"><xs:sequence><xs:element name="t" type="T"/><xs:group ref="G"/></xs:sequence><xs:attributeGroup ref="A"/></xs:complexType>`))
	now := typ(t, d, "T")
	if got := outline(now.ContentModel()); got != "sequence(a:string) sequence(b:int)" {
		t.Errorf("T is %s", got)
	}
	if now.Base.Replaced != now || len(d.AllTypes()) != 2 {
		t.Errorf("old T is not marked, or listed: %d types", len(d.AllTypes()))
	}
	user := typ(t, d, "User")
	if got := outline(user.ContentModel()); got != "sequence(t:T sequence(sequence(g:string) h:int))" || user.Particle.Items[0].Element.Type != now {
		t.Errorf("User is %s", got)
	}
	if got := attributeNames(user.AllAttributes()); got != "x y" {
		t.Errorf("User has attributes %s", got)
	}
}

func TestNetwork_OnlyWithPermissionAndOnlyWhenNeeded(t *testing.T) {
	remote := withSchema(`<xs:import namespace="urn:r" schemaLocation="http://example.com/d/r.xsd"/><xs:element name="e" type="r:T" xmlns:r="urn:r"/>`)
	pages := map[string]string{
		"http://example.com/d/r.xsd": xsd(`targetNamespace="urn:r"`, `<xs:include schemaLocation="s.xsd"/>`),
		"http://example.com/d/s.xsd": xsd(`targetNamespace="urn:r"`, `<xs:complexType name="T"/>`),
	}
	fetch := func(url string) ([]byte, error) {
		if page, ok := pages[url]; ok {
			return []byte(page), nil
		}
		return nil, errors.New("404 " + url)
	}
	refuse := func(url string) ([]byte, error) {
		t.Errorf("fetched %s", url)
		return nil, errors.New("no")
	}
	for _, c := range []struct {
		name string
		opts Options
		code Code
	}{
		{"refused", Options{Root: files("a.wsdl", remote), Fetch: refuse}, CodeNetworkRefused},
		{"allowed", Options{Root: files("a.wsdl", remote), AllowNetwork: true, Fetch: fetch}, ""},
		{"failing", Options{Root: files("a.wsdl", strings.ReplaceAll(remote, "r.xsd", "x.xsd")), AllowNetwork: true, Fetch: fetch}, CodeFetchFailed},
		{"catalogue by location", Options{
			Root:      files("a.wsdl", remote, "local.xsd", pages["http://example.com/d/s.xsd"]),
			Catalogue: map[string]string{"http://example.com/d/r.xsd": "local.xsd"},
		}, ""},
		{"catalogue by namespace", Options{
			Root:      files("a.wsdl", remote, "local.xsd", pages["http://example.com/d/s.xsd"]),
			Catalogue: map[string]string{"urn:r": "local.xsd"},
		}, ""},
		{"satisfied inline", Options{
			Root:         files("a.wsdl", strings.Replace(remote, "</types>", `<xs:schema targetNamespace="urn:r"><xs:complexType name="T"/></xs:schema></types>`, 1)),
			AllowNetwork: true, Fetch: refuse,
		}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Load("a.wsdl", c.opts)
			if c.code == "" {
				if err != nil {
					t.Fatal(err)
				}
				if d.Element(QName{"urn:t", "e"}).Type.Name != (QName{"urn:r", "T"}) {
					t.Error("e is not of the imported type")
				}
				return
			}
			ds, ok := errors.AsType[Diagnostics](err)
			if !ok || len(ds.Errors()) == 0 || ds.Errors()[0].Code != c.code {
				t.Errorf("got %v, want code %s", err, c.code)
			}
		})
	}
}

func TestRoot_SymbolicLinksDoNotLeadOut(t *testing.T) {
	dir := t.TempDir()
	outside := filepath.Join(dir, "secret.xsd")
	inside := filepath.Join(dir, "root")
	for _, err := range []error{
		os.WriteFile(outside, []byte(xsd("", "")), 0o600),
		os.Mkdir(inside, 0o700),
		os.WriteFile(filepath.Join(inside, "a.wsdl"), []byte(withSchema(`<xs:include schemaLocation="link.xsd"/>`)), 0o600),
		os.Symlink(outside, filepath.Join(inside, "link.xsd")),
	} {
		if err != nil {
			t.Skip(err)
		}
	}
	root, err := os.OpenRoot(inside)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	_, err = Load("a.wsdl", Options{Root: root.FS()})
	if !hasCode(err, CodeOutsideRoot) {
		t.Errorf("got %v", err)
	}
}

func TestOptions_Checked(t *testing.T) {
	if _, err := Load("a.wsdl", Options{}); err == nil {
		t.Error("no root is no error")
	}
	if _, err := Load("a.wsdl", Options{Root: files(), AllowNetwork: true}); err == nil {
		t.Error("network without fetch is no error")
	}
}
