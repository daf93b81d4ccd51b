package drill

import (
	"fmt"
	"strings"

	"github.com/beevik/etree"
)

// Where is one of the two messages.
type Where func(*Contract) (*etree.Element, error)

// Messages of the first operation.
var (
	InRequest Where = (*Contract).Request
	InAnswer  Where = (*Contract).Answer
)

// Change is one change of a WSDL.
type Change func(*Contract) error

// AddField adds a text field behind all others.
func AddField(where Where, name, minOccurs string) Change {
	return func(c *Contract) error {
		sequence, err := where(c)
		if err != nil {
			return err
		}
		e := sequence.CreateElement("xsd:element")
		e.CreateAttr("name", name)
		e.CreateAttr("type", "xsd:string")
		e.CreateAttr("minOccurs", minOccurs)
		return nil
	}
}

// RemoveField takes a field out.
func RemoveField(where Where, name string) Change {
	return onField(where, name, func(sequence, e *etree.Element) error {
		sequence.RemoveChild(e)
		return nil
	})
}

// SetField changes an attribute of a field's declaration: its name, type, occurrence.
func SetField(where Where, name, attribute, value string) Change {
	return onField(where, name, func(_, e *etree.Element) error {
		e.CreateAttr(attribute, value)
		return nil
	})
}

// MoveField exchanges a field with the one before it.
func MoveField(where Where, name string) Change {
	return onField(where, name, func(sequence, e *etree.Element) error {
		siblings := sequence.SelectElements("element")
		for i := 1; i < len(siblings); i++ {
			if siblings[i] == e {
				at := siblings[i-1].Index()
				sequence.RemoveChild(e)
				sequence.InsertChildAt(at, e)
				return nil
			}
		}
		return fmt.Errorf("field %q is the first", name)
	})
}

func onField(where Where, name string, change func(sequence, e *etree.Element) error) Change {
	return func(c *Contract) error {
		sequence, err := where(c)
		if err != nil {
			return err
		}
		e, err := field(sequence, name)
		if err != nil {
			return err
		}
		return change(sequence, e)
	}
}

// OnType changes a named simple type's restriction: facets added or removed.
func OnType(name string, change func(restriction *etree.Element)) Change {
	return func(c *Contract) error {
		r := c.Doc.FindElement("//simpleType[@name='" + name + "']/restriction")
		if r == nil {
			return fmt.Errorf("no simple type %q", name)
		}
		change(r)
		return nil
	}
}

// AddFacet adds a facet, or replaces the one there is; an enumeration is added to.
func AddFacet(name, value string) func(*etree.Element) {
	return func(r *etree.Element) {
		e := r.SelectElement(name)
		if e == nil || name == "enumeration" {
			e = r.CreateElement("xsd:" + name)
		}
		e.CreateAttr("value", value)
	}
}

// RemoveEnumeration takes the last value of an enumeration away.
func RemoveEnumeration(r *etree.Element) {
	all := r.SelectElements("enumeration")
	r.RemoveChild(all[len(all)-1])
}

// Replace edits the text of the WSDL: old, new, old, new, ….
func Replace(pairs ...string) Change {
	return func(c *Contract) error { return c.replace(pairs...) }
}

// renamedEnding is what RenameWrapper adds to a name.
const renamedEnding = "New"

// RenameWrapper gives the outer element of the request another name: for rpc that is
// the name of the operation, else that of the element.
func RenameWrapper(c *Contract) error {
	name := c.operation().WSDLName
	if len(c.operation().Request.Frames) > 1 {
		return c.replace(`operation name="`+name+`"`, `operation name="`+name+renamedEnding+`"`)
	}
	name = c.operation().Request.Frames[0].Name.Local
	return c.replace(`element name="`+name+`"`, `element name="`+name+renamedEnding+`"`, `:`+name+`"/>`, `:`+name+renamedEnding+`"/>`)
}

// AddFault declares a fault for the first operation.
func AddFault(c *Contract) error {
	text := c.Doc.FindElement("//portType/operation")
	bound := c.Doc.FindElement("//binding/operation")
	schema := c.Doc.FindElement("//schema")
	target := c.Doc.Root().SelectAttrValue("targetNamespace", "")
	element := schema.CreateElement("xsd:element")
	element.CreateAttr("name", "Trouble")
	element.CreateAttr("type", "xsd:string")
	message := etree.NewElement("message")
	message.CreateAttr("name", "Trouble")
	part := message.CreateElement("part")
	part.CreateAttr("name", "detail")
	part.CreateAttr("xmlns:drill", schema.SelectAttrValue("targetNamespace", ""))
	part.CreateAttr("element", "drill:Trouble")
	c.Doc.Root().InsertChildAt(c.Doc.FindElement("//portType").Index(), message)
	fault := text.CreateElement("fault")
	fault.CreateAttr("name", "Trouble")
	fault.CreateAttr("xmlns:drill", target)
	fault.CreateAttr("message", "drill:Trouble")
	boundFault := bound.CreateElement("fault")
	boundFault.CreateAttr("name", "Trouble")
	soap := boundFault.CreateElement("soap:fault")
	soap.CreateAttr("name", "Trouble")
	soap.CreateAttr("use", "literal")
	return nil
}

// AddOperation declares a second operation that speaks as the first does.
func AddOperation(c *Contract) error {
	for _, at := range []string{"//portType/operation", "//binding/operation"} {
		first := c.Doc.FindElement(at)
		second := first.Copy()
		second.CreateAttr("name", "Another")
		first.Parent().AddChild(second)
	}
	return nil
}

// SplitSchemas puts every schema into a file of its own, which the WSDL imports.
func SplitSchemas(c *Contract) error {
	for i, schema := range c.Doc.FindElements("//types/schema") {
		alone := schema.Copy()
		for _, a := range c.Doc.Root().Attr {
			if a.Space == "xmlns" && a.Key != "soap" {
				alone.CreateAttr("xmlns:"+a.Key, a.Value)
			}
		}
		doc := etree.NewDocument()
		doc.SetRoot(alone)
		text, err := doc.WriteToString()
		if err != nil {
			return err
		}
		name := fmt.Sprintf("%s%d.xsd", c.Service.Name, i+1)
		for _, other := range doc.FindElements("//schema/import") {
			other.CreateAttr("schemaLocation", fmt.Sprintf("%s%d.xsd", c.Service.Name, 2-i))
			if text, err = doc.WriteToString(); err != nil {
				return err
			}
		}
		c.More[name] = text
		target := schema.SelectAttrValue("targetNamespace", "")
		schema.Child, schema.Attr = nil, nil
		pointer := schema.CreateElement("xsd:import")
		pointer.CreateAttr("namespace", target)
		pointer.CreateAttr("schemaLocation", name)
	}
	return nil
}

// Restyle changes what no reader of a contract sees: prefixes, comments, white space,
// the order of declarations.
func Restyle(c *Contract) error {
	types := c.Doc.FindElements("//simpleType")
	for _, t := range types {
		parent := t.Parent()
		parent.RemoveChild(t)
		parent.InsertChildAt(0, t)
	}
	c.Doc.Root().CreateComment(" restyled ")
	c.Doc.Indent(1)
	text, err := c.Doc.WriteToString()
	if err != nil {
		return err
	}
	c.Doc = etree.NewDocument()
	return c.Doc.ReadFromString(strings.NewReplacer("<xsd:", "<x:", "</xsd:", "</x:", `"xsd:`, `"x:`, "xmlns:xsd=", "xmlns:x=").Replace(text))
}
