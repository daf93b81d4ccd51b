package conformance

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Selection says which cases run: those that fit everything it asks for. The zero value
// asks for nothing.
type Selection struct {
	Name *regexp.Regexp // on the case name; nil: any
	// List holds names of cases, and patterns in which * stands for any text. One that
	// fits no case is an error: lists outlive the cases they were made of.
	List []string
	// Tags are alternatives separated by commas, "!" before one that a case must not
	// have; all entries must fit, as in {"smoke,card", "!clock"}.
	Tags []string
	// Operations are "service" or "service.operation"; a case that calls one of them in
	// any step fits.
	Operations []string
}

// from selects cases.
func (s *Selection) from(all []*Case, services []*service.Service) ([]*Case, error) {
	if err := s.check(all, services); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(all), func(c *Case) bool { return !s.takes(c) }), nil
}

func (s *Selection) takes(c *Case) bool {
	return s.names(c.Name) && s.tagged(c.Tags) && s.calls(c)
}

// names reports whether a case of that name may be selected, whatever else is asked.
func (s *Selection) names(name string) bool {
	if s.Name != nil && !s.Name.MatchString(name) {
		return false
	}
	return len(s.List) == 0 || slices.ContainsFunc(s.List, func(entry string) bool { return listFits(entry, name) })
}

// listFits compares an entry of a list with a name. The name of a case in its file
// stands for all that its axes make of it.
func listFits(entry, name string) bool {
	origin, _, _ := strings.Cut(name, "@")
	return fits(entry, name) || fits(entry, origin)
}

func (s *Selection) tagged(tags []string) bool {
	for _, entry := range s.Tags {
		if !slices.ContainsFunc(strings.Split(entry, ","), func(tag string) bool {
			tag, not := strings.CutPrefix(tag, "!")
			return slices.Contains(tags, tag) != not
		}) {
			return false
		}
	}
	return true
}

func (s *Selection) calls(c *Case) bool {
	return len(s.Operations) == 0 || slices.ContainsFunc(c.Steps, func(st Step) bool {
		return slices.ContainsFunc(s.Operations, func(name string) bool {
			return st.Call == name || strings.HasPrefix(st.Call, name+".")
		})
	})
}

// check refuses what fits nothing at all: a misspelt tag must not look like a tag
// without cases, nor make a run smaller than it was meant to be.
func (s *Selection) check(all []*Case, services []*service.Service) error {
	for _, entry := range s.List {
		if !slices.ContainsFunc(all, func(c *Case) bool { return listFits(entry, c.Name) }) {
			return fmt.Errorf("the list of cases names %q, and there is no such case; conform --list shows their names", entry)
		}
	}
	for _, entry := range s.Tags {
		for tag := range strings.SplitSeq(entry, ",") {
			tag = strings.TrimPrefix(tag, "!")
			if !slices.ContainsFunc(all, func(c *Case) bool { return slices.Contains(c.Tags, tag) }) {
				return fmt.Errorf("no case has the tag %q; conform --list --json shows their tags", tag)
			}
		}
	}
	for _, name := range s.Operations {
		if !slices.ContainsFunc(services, func(s *service.Service) bool {
			return s.Name == name || slices.ContainsFunc(s.Operations, func(op service.Operation) bool { return s.Name+"."+op.Name == name })
		}) {
			return fmt.Errorf("there is no service or operation %q; assist-soapgen describe lists them", name)
		}
	}
	return nil
}
