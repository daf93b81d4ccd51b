package sandbox

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/assist-soap/toolkit/service"
)

// check holds a request against its description: mandatory fields, formats, lengths,
// enumerations, then the conditions over several fields. All problems are found, in
// the order of the table.
func check(in *input, m *Merchant) *refusal {
	var problems []*refusal
	t := in.requestType()
	for i := range t.Fields {
		field := &t.Fields[i]
		if problem := checkField(in, field, m); problem != nil {
			problems = append(problems, problem)
		}
	}
	for i := range in.operation.Request.Conditions {
		if problem := checkCondition(in, &in.operation.Request.Conditions[i]); problem != nil {
			problems = append(problems, problem)
		}
	}
	return merge(problems)
}

func checkField(in *input, field *service.Field, m *Merchant) *refusal {
	value := in.get(field.Name)
	switch {
	case value != "":
		return checkValueOf(in, field, value)
	case field.Has(service.Optional) || numberedByUs(field, m):
		return nil
	}
	return refuse(firstMissing, secondCode(field), "%s is mandatory and %s", field.Name, absence(in, field.Name))
}

// numberedByUs reports whether the gateway fills in the order key itself.
func numberedByUs(field *service.Field, m *Merchant) bool {
	return m.AutoNumber && field.Facts != nil && field.Facts.Role == service.RoleOrderKey
}

func absence(in *input, field string) string {
	if raw, sent := in.raw[field]; sent && raw != "" {
		return "holds only characters the gateway removes"
	} else if sent {
		return "is empty"
	}
	return "was not sent"
}

// checkValueOf checks one value against its schema type and its documented format.
func checkValueOf(in *input, field *service.Field, value string) *refusal {
	if digestField(in.operation.Request.Digests, field.Name) {
		return nil // compared as a whole later; blanks around it are tolerated
	}
	format := service.FormatText
	if field.Facts != nil {
		format = field.Facts.Format
	}
	if complaint := formatComplaint(format, value); complaint != "" {
		return refuse(firstFormat, secondCode(field), "%s %s", field.Name, complaint)
	}
	if format == service.FormatPAN {
		if number, _ := onlyDigits(value); !checkDigit(number) {
			return refuse(firstValue, secondCode(field), "%s: the check digit is wrong", field.Name)
		}
	}
	return checkType(in.service, field, field.Type, value)
}

func digestField(digests []service.Digest, name string) bool {
	return slices.ContainsFunc(digests, func(d service.Digest) bool { return d.Field == name })
}

// checkType checks a value against a simple type and the types it restricts.
func checkType(svc *service.Service, field *service.Field, id service.TypeID, value string) *refusal {
	for id >= 0 {
		t := svc.Type(id)
		if t.Facets != nil {
			if problem := checkFacets(field, t.Facets, value); problem != nil {
				return problem
			}
		}
		if t.Kind != service.Simple {
			return nil
		}
		id = t.Base
	}
	if complaint := builtinComplaint(id, strings.TrimSpace(value)); complaint != "" {
		return refuse(firstFormat, secondCode(field), "%s %s", field.Name, complaint)
	}
	return nil
}

// checkFacets tells a wrong form (first code 4) from a wrong value (first code 5).
func checkFacets(field *service.Field, f *service.Facets, value string) *refusal {
	if f.White == service.Collapse {
		value = strings.Join(strings.Fields(value), " ")
	}
	if len(f.Enum) > 0 && !slices.Contains(f.Enum, value) {
		return refuse(firstValue, secondCode(field), "%s must be one of %s", field.Name, strings.Join(f.Enum, ", "))
	}
	if complaint := lengthComplaint(f, int32(utf8.RuneCountInString(value))); complaint != "" {
		return refuse(firstFormat, secondCode(field), "%s %s", field.Name, complaint)
	}
	for _, pattern := range f.Patterns {
		if re, err := regexp.Compile(pattern); err == nil && !re.MatchString(value) {
			return refuse(firstFormat, secondCode(field), "%s does not have the form %s", field.Name, pattern)
		}
	}
	if complaint := boundComplaint(f, value); complaint != "" {
		return refuse(firstValue, secondCode(field), "%s %s", field.Name, complaint)
	}
	return nil
}

func lengthComplaint(f *service.Facets, n int32) string {
	switch {
	case f.Length > 0 && n != f.Length:
		return fmt.Sprintf("has %d characters; %d are needed", n, f.Length)
	case n < f.MinLength:
		return fmt.Sprintf("has %d characters; at least %d are needed", n, f.MinLength)
	case f.MaxLength > 0 && n > f.MaxLength:
		return fmt.Sprintf("has %d characters; at most %d are allowed", n, f.MaxLength)
	}
	return ""
}

// boundComplaint compares whole numbers; the services bound nothing else.
func boundComplaint(f *service.Facets, value string) string {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return ""
	}
	if low, err := strconv.ParseInt(f.MinInclusive, 10, 64); err == nil && n < low {
		return "is less than " + f.MinInclusive
	}
	if high, err := strconv.ParseInt(f.MaxInclusive, 10, 64); err == nil && n > high {
		return "is more than " + f.MaxInclusive
	}
	return ""
}
