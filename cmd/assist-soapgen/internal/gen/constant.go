package gen

import (
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// The constants of package service by value; index 0 is the zero value, which is
// never written.
var (
	roleConstants = [...]string{
		"NoRole", "RoleMerchant", "RoleLogin", "RolePassword", "RoleOrderKey", "RoleGatewayKey", "RoleAmount", "RoleCurrency",
		"RoleState", "RoleResponseCode", "RoleTestMode", "RolePacketDate", "RoleCheckValue", "RoleSignature", "RoleToken",
		"RoleCardholder", "RoleCardExpiry", "RolePersonal", "RoleFormat", "RoleMaskedPAN", "RoleNotice", "RoleLink",
		"RoleBillState", "RoleOperationState", "RoleOperationType", "RoleMeans", "RoleChequeState",
	}
	formatConstants = [...]string{
		"FormatText", "FormatAmount", "FormatSecret", "FormatPAN", "FormatCVC", "FormatMinute", "FormatDate", "FormatDateTime",
		"FormatJSON", "FormatBase64", "FormatIP", "FormatInt", "FormatSmallint",
	}
	stripConstants     = [...]string{"StripNothing", "StripGeneral", "StripURL", "StripComment", "StripOrder", "StripCVC"}
	certaintyConstants = [...]string{"Unstated", "Documented", "Sample", "SDK", "ThirdParty", "Inferred", "Conflict"}
	outcomeConstants   = [...]string{"Unknown", "Succeeded", "Refused", "ActionRequired", "Pending"}
	conditionConstants = [...]string{"Require", "OneOf", "Exclude", "Together", "Ordered"}
	digestConstants    = [...]string{"CheckValue", "Signature", "SignedMessage"}
	emptyConstants     = [...]string{"KeepSlot", "DropAbsent", "DropZero"}
	originConstants    = [...]string{"FromMessage", "FromRequest"}
	kindConstants      = [...]string{"Struct", "Simple", "List", "Union", "Array"}
	whiteConstants     = [...]string{"Preserve", "Replace", "Collapse"}
)

// constantOf writes a constant of package service, "" for the zero value.
func constantOf[T ~uint8](names []string, value T) string {
	if value == 0 {
		return ""
	}
	return "service." + names[value]
}

var flagConstants = []struct {
	flag service.Flags
	name string
}{
	{service.Attribute, "Attribute"},
	{service.Content, "Content"},
	{service.Wildcard, "Wildcard"},
	{service.Group, "Group"},
	{service.Optional, "Optional"},
	{service.Many, "Many"},
	{service.Nillable, "Nillable"},
	{service.Sealed, "Sealed"},
	{service.Abstract, "Abstract"},
}

func flagsLiteral(f service.Flags) string {
	var names []string
	for _, c := range flagConstants {
		if f&c.flag != 0 {
			names = append(names, "service."+c.name)
		}
	}
	return strings.Join(names, " | ")
}

// literal writes a composite literal, leaving out what is zero.
type literal struct{ parts []string }

func (l *literal) add(name, value string) *literal {
	if value != "" {
		l.parts = append(l.parts, name+": "+value)
	}
	return l
}

func (l *literal) text(name, value string) *literal {
	if value == "" {
		return l
	}
	return l.add(name, quoteGo(value))
}

func (l *literal) number(name string, value int) *literal {
	if value == 0 {
		return l
	}
	return l.add(name, strconv.Itoa(value))
}

func (l *literal) truth(name string, value bool) *literal {
	if !value {
		return l
	}
	return l.add(name, "true")
}

// inline writes the literal on one line, tall with a line for each part.
func (l *literal) inline() string { return "{" + strings.Join(l.parts, ", ") + "}" }

func (l *literal) tall() string {
	if len(l.parts) == 0 {
		return "{}"
	}
	return "{\n" + strings.Join(l.parts, ",\n") + ",\n}"
}

// quoteGo quotes a text as Go source, readable in any script.
func quoteGo(s string) string { return strconv.Quote(s) }

func textsLiteral(list []string) string {
	if len(list) == 0 {
		return ""
	}
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = quoteGo(s)
	}
	return "[]string{" + strings.Join(quoted, ", ") + "}"
}

func numbersLiteral(list []int) string {
	if len(list) == 0 {
		return ""
	}
	written := make([]string, len(list))
	for i, n := range list {
		written[i] = strconv.Itoa(n)
	}
	return "[]int{" + strings.Join(written, ", ") + "}"
}

// listLiteral writes a slice with a line for each item, "" for an empty one.
func listLiteral[T any](goType string, items []T, write func(*T) string) string {
	if len(items) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("[]" + goType + "{\n")
	for i := range items {
		b.WriteString(write(&items[i]) + ",\n")
	}
	b.WriteString("}")
	return b.String()
}
