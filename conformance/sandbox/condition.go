package sandbox

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// checkCondition checks a rule over several fields of a request.
func checkCondition(in *input, c *service.Condition) *refusal {
	for _, match := range c.When {
		if !matches(in.get(match.Field), match.Values) {
			return nil
		}
		if field := fieldCalled(in.requestType(), match.Field); field != nil && field.Facts != nil && field.Facts.Role == service.RoleNotice {
			return nil // a notice that cannot be sent does not stop a bill: answers then say 1, "not performed yet" (S0)
		}
	}
	var there, missing []string
	for _, name := range c.Fields {
		if in.sent(name) {
			there = append(there, name)
		} else {
			missing = append(missing, name)
		}
	}
	switch {
	case c.Kind == service.Require && len(missing) > 0,
		c.Kind == service.Together && len(missing) > 0 && len(there) > 0:
		return refuse(firstMissing, codeOf(in, missing[0]), "%s is missing: %s", strings.Join(missing, ", "), c.Doc)
	case c.Kind == service.OneOf && len(there) == 0:
		return refuse(firstMissing, codeOf(in, c.Fields[0]), "one of %s is needed", strings.Join(c.Fields, ", "))
	case c.Kind == service.Exclude && len(there) > 0:
		return refuse(firstValue, codeOf(in, there[0]), "%s must not be sent: %s", strings.Join(there, ", "), c.Doc)
	case c.Kind == service.Ordered && len(missing) == 0 && !ascending(in, c.Fields):
		return refuse(firstValue, codeOf(in, c.Fields[0]), "%s must not decrease", strings.Join(c.Fields, ", "))
	}
	return nil
}

func codeOf(in *input, name string) int {
	if field := fieldCalled(in.requestType(), name); field != nil {
		return secondCode(field)
	}
	return secondUnexpected
}

// ascending reports whether the amounts of the fields do not decrease; values that
// are no amounts were complained of already.
func ascending(in *input, fields []string) bool {
	last := int64(0)
	for _, name := range fields {
		amount, ok := minorUnits(in.get(name))
		if ok && amount < last {
			return false
		}
		last = max(last, amount)
	}
	return true
}

// matches compares a value with patterns as service.Match describes them.
func matches(value string, patterns []string) bool {
	value = strings.ToLower(strings.TrimSpace(value))
	for _, pattern := range patterns {
		prefix, wild := strings.CutSuffix(strings.ToLower(pattern), "*")
		switch {
		case pattern == "+":
			if value != "" {
				return true
			}
		case pattern == "-":
			if value == "" {
				return true
			}
		case wild && strings.HasPrefix(value, prefix), value == strings.TrimSpace(prefix) && !wild:
			return true
		}
	}
	return false
}
