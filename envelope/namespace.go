package envelope

import (
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// The namespaces of SOAP and of XML Schema instances.
const (
	soap11Space    = "http://schemas.xmlsoap.org/soap/envelope/"
	soap12Space    = "http://www.w3.org/2003/05/soap-envelope"
	encoding11     = "http://schemas.xmlsoap.org/soap/encoding/"
	encoding12     = "http://www.w3.org/2003/05/soap-encoding"
	instanceSpace  = "http://www.w3.org/2001/XMLSchema-instance"
	schemaSpace    = "http://www.w3.org/2001/XMLSchema"
	xmlSpace       = "http://www.w3.org/XML/1998/namespace"
	envelopePrefix = "soapenv"
	encodingPrefix = "soapenc"
	instancePrefix = "xsi"
	schemaPrefix   = "xsd"
	xmlPrefix      = "xml" // bound by XML itself, never declared
)

func envelopeSpace(v service.Version) string {
	if v == service.SOAP12 {
		return soap12Space
	}
	return soap11Space
}

func encodingSpace(v service.Version) string {
	if v == service.SOAP12 {
		return encoding12
	}
	return encoding11
}

// choosePrefixes gives every namespace of a service a prefix: the last word of
// its path where that reads well (…/ws/ becomes ws, as in the documents), else
// ns and its number.
func choosePrefixes(spaces []string) []string {
	prefixes := make([]string, len(spaces))
	taken := map[string]bool{envelopePrefix: true, encodingPrefix: true, instancePrefix: true, schemaPrefix: true}
	for i := 1; i < len(spaces); i++ {
		if own := ownPrefix(spaces[i]); own != "" {
			prefixes[i] = own
			continue
		}
		path := strings.TrimRight(spaces[i], "/")
		word := strings.ToLower(path[strings.LastIndexAny(path, "/:")+1:])
		if !readsWell(word) || taken[word] {
			word = "ns" + strconv.Itoa(i)
		}
		taken[word] = true
		prefixes[i] = word
	}
	return prefixes
}

// ownPrefix is the prefix that everybody knows a namespace by; "" for the services' own.
func ownPrefix(space string) string {
	switch space {
	case schemaSpace:
		return schemaPrefix
	case xmlSpace:
		return xmlPrefix
	}
	return ""
}

func readsWell(word string) bool {
	if len(word) < 2 || len(word) > 8 || strings.HasPrefix(word, "xml") || strings.HasPrefix(word, "ns") {
		return false
	}
	return strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == ""
}

// qualified writes a name with the prefix of its namespace.
func (c *Codec) qualified(space int32, local string) string {
	if space == 0 {
		return local
	}
	return c.prefixes[space] + ":" + local
}

// schemaNames are the local names of the built-in types, by -1-TypeID.
const schemaNames = "anyType anySimpleType string boolean decimal float double duration dateTime time date " +
	"gYearMonth gYear gMonthDay gDay gMonth hexBinary base64Binary anyURI QName NOTATION normalizedString " +
	"token language NMTOKEN NMTOKENS Name NCName ID IDREF IDREFS ENTITY ENTITIES integer nonPositiveInteger " +
	"negativeInteger long int short byte nonNegativeInteger unsignedLong unsignedInt unsignedShort " +
	"unsignedByte positiveInteger"

// typeName returns the prefixed name xsi:type gives to a type; "" for an
// anonymous struct. Anonymous simple types go by their built-in base.
func (c *Codec) typeName(id service.TypeID) string {
	for id >= 0 {
		t := &c.service.Types[id]
		if t.Name.Local != "" {
			return c.qualified(t.Name.Space, t.Name.Local)
		}
		if t.Kind != service.Simple {
			return ""
		}
		id = t.Base
	}
	return schemaPrefix + ":" + builtInName(id)
}

func builtInName(id service.TypeID) string {
	at := service.TypeID(-1)
	for name := range strings.FieldsSeq(schemaNames) {
		if at == id {
			return name
		}
		at--
	}
	return ""
}

// fieldTypeName is the type name that an encoded field carries. The names that our
// WSDLs give to restricted texts are our own: the gateway's answers know xsd:string
// (D1, D3), so its fields go by the built-in type they restrict.
func (c *Codec) fieldTypeName(id service.TypeID, kind fieldKind) string {
	if !c.gateway || id < 0 || kind == kindRecord || kind == kindArray || kind == kindGroup {
		return c.typeName(id)
	}
	if base := c.builtIn(id); base != service.XSDAnySimpleType {
		return c.typeName(base)
	}
	return c.typeName(service.XSDString) // a list or a union
}
