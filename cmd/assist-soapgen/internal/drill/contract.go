package drill

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/beevik/etree"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/specfile"
	"github.com/assist-soap/toolkit/service"
)

// Contract is a service's WSDL and sidecar, to be changed.
type Contract struct {
	Service *service.Service // as it is today
	Doc     *etree.Document  // the WSDL
	Sidecar string           // its text
	More    map[string]string
	base    fs.FS
}

// Open takes the contract of a service from a folder of contracts, which is not changed.
func Open(base fs.FS, s *service.Service) (*Contract, error) {
	text, err := fs.ReadFile(base, s.Name+".wsdl")
	if err != nil {
		return nil, err
	}
	sidecar, err := fs.ReadFile(base, s.Name+specfile.SidecarSuffix)
	if err != nil {
		return nil, err
	}
	c := &Contract{Service: s, Doc: etree.NewDocument(), Sidecar: string(sidecar), More: map[string]string{}, base: base}
	return c, c.Doc.ReadFromBytes(text)
}

// Files is the folder with the contract as it is now.
func (c *Contract) Files() (fs.FS, error) {
	names, err := fs.Glob(c.base, "*")
	if err != nil {
		return nil, err
	}
	return c.files(names)
}

// Alone is a folder with this contract, those its sidecar speaks of, and what all
// share: enough to generate from, and faster.
func (c *Contract) Alone() (fs.FS, error) {
	names, texts := []string{specfile.CommonName}, []string{c.Sidecar}
	sidecars, err := fs.Glob(c.base, "*"+specfile.SidecarSuffix)
	if err != nil {
		return nil, err
	}
	for ; len(texts) > 0; texts = texts[1:] {
		for _, sidecar := range sidecars {
			name := strings.TrimSuffix(sidecar, specfile.SidecarSuffix)
			if slices.Contains(names, sidecar) || !strings.Contains(texts[0], name+".") {
				continue
			}
			text, err := fs.ReadFile(c.base, sidecar)
			if err != nil {
				return nil, err
			}
			names, texts = append(names, sidecar, name+".wsdl"), append(texts, string(text))
		}
	}
	return c.files(names)
}

func (c *Contract) files(names []string) (fs.FS, error) {
	files := fstest.MapFS{}
	for _, name := range names {
		text, err := fs.ReadFile(c.base, name)
		if err != nil {
			return nil, err
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	text, err := c.Doc.WriteToBytes()
	if err != nil {
		return nil, err
	}
	files[c.Service.Name+".wsdl"] = &fstest.MapFile{Data: text}
	files[c.Service.Name+specfile.SidecarSuffix] = &fstest.MapFile{Data: []byte(c.Sidecar)}
	for name, text := range c.More {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files, nil
}

// message is the sequence in the WSDL that declares the fields of a message.
func (c *Contract) message(m *service.Message) (*etree.Element, error) {
	fields := c.Service.Types[m.Type].Fields
	for _, sequence := range c.Doc.FindElements("//sequence") {
		declared := sequence.SelectElements("element")
		same := len(declared) == len(fields)
		for i := 0; same && i < len(fields); i++ {
			same = declared[i].SelectAttrValue("name", "") == fields[i].Name
		}
		if same {
			return sequence, nil
		}
	}
	return nil, fmt.Errorf("%s.wsdl: no sequence has the fields of the message", c.Service.Name)
}

// Request and Answer are the sequences of the first operation's messages.
func (c *Contract) Request() (*etree.Element, error) { return c.message(&c.operation().Request) }

// Answer is the sequence of the answer's fields.
func (c *Contract) Answer() (*etree.Element, error) { return c.message(&c.operation().Response) }

func (c *Contract) operation() *service.Operation { return &c.Service.Operations[0] }

// field finds the declaration of a field in a sequence.
func field(sequence *etree.Element, name string) (*etree.Element, error) {
	for _, e := range sequence.SelectElements("element") {
		if e.SelectAttrValue("name", "") == name {
			return e, nil
		}
	}
	return nil, fmt.Errorf("no field %q here", name)
}

// replace edits the text of the whole WSDL.
func (c *Contract) replace(pairs ...string) error {
	text, err := c.Doc.WriteToString()
	if err != nil {
		return err
	}
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			return fmt.Errorf("%s.wsdl has no %q", c.Service.Name, pairs[i])
		}
	}
	c.Doc = etree.NewDocument()
	return c.Doc.ReadFromString(strings.NewReplacer(pairs...).Replace(text))
}
