package gen

import "github.com/assist-soap/toolkit/service"

// builtin is an XSD built-in type: how the table names it and what holds it in Go.
type builtin struct {
	id     service.TypeID
	name   string // constant of package service
	goType string
}

// builtins by local name. Strings of all kinds are string; everything without an
// exact Go type keeps its text.
var builtins = map[string]builtin{
	"anyType":            {service.XSDAnyType, "XSDAnyType", "service.Raw"},
	"anySimpleType":      {service.XSDAnySimpleType, "XSDAnySimpleType", "string"},
	"string":             {service.XSDString, "XSDString", "string"},
	"boolean":            {service.XSDBoolean, "XSDBoolean", "bool"},
	"decimal":            {service.XSDDecimal, "XSDDecimal", "service.Decimal"},
	"float":              {service.XSDFloat, "XSDFloat", "float32"},
	"double":             {service.XSDDouble, "XSDDouble", "float64"},
	"duration":           {service.XSDDuration, "XSDDuration", "service.Calendar"},
	"dateTime":           {service.XSDDateTime, "XSDDateTime", "service.Time"},
	"time":               {service.XSDTime, "XSDTime", "service.Calendar"},
	"date":               {service.XSDDate, "XSDDate", "service.Calendar"},
	"gYearMonth":         {service.XSDGYearMonth, "XSDGYearMonth", "service.Calendar"},
	"gYear":              {service.XSDGYear, "XSDGYear", "service.Calendar"},
	"gMonthDay":          {service.XSDGMonthDay, "XSDGMonthDay", "service.Calendar"},
	"gDay":               {service.XSDGDay, "XSDGDay", "service.Calendar"},
	"gMonth":             {service.XSDGMonth, "XSDGMonth", "service.Calendar"},
	"hexBinary":          {service.XSDHexBinary, "XSDHexBinary", "service.Hex"},
	"base64Binary":       {service.XSDBase64Binary, "XSDBase64Binary", "service.Base64"},
	"base64":             {service.XSDBase64Binary, "XSDBase64Binary", "service.Base64"}, // of the SOAP encoding
	"anyURI":             {service.XSDAnyURI, "XSDAnyURI", "string"},
	"QName":              {service.XSDQName, "XSDQName", "service.QName"},
	"NOTATION":           {service.XSDNOTATION, "XSDNOTATION", "string"},
	"normalizedString":   {service.XSDNormalizedString, "XSDNormalizedString", "string"},
	"token":              {service.XSDToken, "XSDToken", "string"},
	"language":           {service.XSDLanguage, "XSDLanguage", "string"},
	"NMTOKEN":            {service.XSDNMTOKEN, "XSDNMTOKEN", "string"},
	"NMTOKENS":           {service.XSDNMTOKENS, "XSDNMTOKENS", "string"},
	"Name":               {service.XSDName, "XSDName", "string"},
	"NCName":             {service.XSDNCName, "XSDNCName", "string"},
	"ID":                 {service.XSDID, "XSDID", "string"},
	"IDREF":              {service.XSDIDREF, "XSDIDREF", "string"},
	"IDREFS":             {service.XSDIDREFS, "XSDIDREFS", "string"},
	"ENTITY":             {service.XSDENTITY, "XSDENTITY", "string"},
	"ENTITIES":           {service.XSDENTITIES, "XSDENTITIES", "string"},
	"integer":            {service.XSDInteger, "XSDInteger", "service.Integer"},
	"nonPositiveInteger": {service.XSDNonPositiveInteger, "XSDNonPositiveInteger", "service.Integer"},
	"negativeInteger":    {service.XSDNegativeInteger, "XSDNegativeInteger", "service.Integer"},
	"long":               {service.XSDLong, "XSDLong", "int64"},
	"int":                {service.XSDInt, "XSDInt", "int32"},
	"short":              {service.XSDShort, "XSDShort", "int16"},
	"byte":               {service.XSDByte, "XSDByte", "int8"},
	"nonNegativeInteger": {service.XSDNonNegativeInteger, "XSDNonNegativeInteger", "service.Integer"},
	"unsignedLong":       {service.XSDUnsignedLong, "XSDUnsignedLong", "uint64"},
	"unsignedInt":        {service.XSDUnsignedInt, "XSDUnsignedInt", "uint32"},
	"unsignedShort":      {service.XSDUnsignedShort, "XSDUnsignedShort", "uint16"},
	"unsignedByte":       {service.XSDUnsignedByte, "XSDUnsignedByte", "uint8"},
	"positiveInteger":    {service.XSDPositiveInteger, "XSDPositiveInteger", "service.Integer"},
}

// builtinsByID is builtins the other way round.
var builtinsByID = func() map[service.TypeID]builtin {
	byID := make(map[service.TypeID]builtin, len(builtins))
	for local, b := range builtins {
		if local != "base64" {
			byID[b.id] = b
		}
	}
	return byID
}()
