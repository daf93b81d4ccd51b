package coverage

import (
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Names of goals are made in one place, so that what is listed and what is marked
// cannot differ.

func enumName(class Class, path, value string) string {
	if class == Answer {
		path = "answer/" + path
	}
	return path + "=" + value
}

func numberName(table string, code int) string { return table + " " + strconv.Itoa(code) }

func digestName(m *service.Message, d *service.Digest, variant string) string {
	name := d.Field
	if d.At != "" {
		name = d.At + "/" + name
	}
	return m.Name + " " + name + " " + variant
}

// conditionName says which rule it is by kind and fields; a number follows where two
// rules would be called the same.
func conditionName(op *service.Operation, i int) string {
	name := plainCondition(&op.Request.Conditions[i])
	n := 1
	for j := range i {
		if plainCondition(&op.Request.Conditions[j]) == name {
			n++
		}
	}
	if n > 1 {
		name += " #" + strconv.Itoa(n)
	}
	return name
}

func plainCondition(c *service.Condition) string {
	return c.Kind.String() + " " + strings.Join(c.Fields, ",") + when(c.When)
}

func when(list []service.Match) string {
	var parts []string
	for _, m := range list {
		parts = append(parts, m.Field+"="+strings.Join(m.Values, "|"))
	}
	if len(parts) == 0 {
		return ""
	}
	return " when " + strings.Join(parts, " and ")
}

func outcomeName(op *service.Operation, i int) string {
	return strconv.Itoa(i+1) + " " + op.Outcome[i].Outcome.String() + when(op.Outcome[i].When)
}
