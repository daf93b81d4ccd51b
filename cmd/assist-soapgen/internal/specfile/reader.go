package specfile

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/assist-soap/toolkit/service"
)

// reader walks the YAML nodes of one file and collects what is wrong with them.
// Its methods never stop at a problem: a value that is wrong stays zero.
type reader struct {
	file     string
	common   *Common // nil: sources are not looked up
	problems Problems
}

// entries says what to do with the value of each known key of a mapping.
type entries map[string]func(*yaml.Node)

func (r *reader) problem(pos Pos, format string, args ...any) {
	r.problems = append(r.problems, Problem{pos, fmt.Sprintf(format, args...)})
}

func (r *reader) pos(n *yaml.Node) Pos { return Pos{r.file, n.Line, n.Column} }

// root parses the text and returns the one node at its top, or nil.
func (r *reader) root(text []byte) *yaml.Node {
	var document yaml.Node
	if err := yaml.Load(text, &document); err != nil {
		r.syntax(err)
		return nil
	}
	if document.Kind != yaml.DocumentNode || len(document.Content) != 1 {
		r.problem(Pos{File: r.file}, "there is no YAML mapping in it")
		return nil
	}
	return document.Content[0]
}

// syntax reports what the YAML parser said, in the form of all other problems.
func (r *reader) syntax(err error) {
	var list *yaml.LoadErrors
	var one *yaml.LoadError
	switch {
	case errors.As(err, &list) && len(list.Errors) > 0:
		one = list.Errors[0]
	case !errors.As(err, &one):
		r.problem(Pos{File: r.file}, "YAML: %s", oneLine(err.Error()))
		return
	}
	message := oneLine(strings.TrimPrefix(one.Message, "yaml: "))
	if one.Mark.Line == 0 {
		r.problem(Pos{File: r.file}, "YAML: %s", message)
		return
	}
	r.problem(Pos{r.file, one.Mark.Line, max(one.Mark.Column, 1)}, "YAML: %s", message)
}

// pairs returns the keys and values of a mapping in file order, each key once.
func (r *reader) pairs(n *yaml.Node, what string) (keys []At[string], values []*yaml.Node) {
	if n.Kind != yaml.MappingNode {
		r.problem(r.pos(n), "%s: a mapping is needed, not %s", what, describe(n))
		return nil, nil
	}
	first := map[string]Pos{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		at := At[string]{key.Value, r.pos(key)}
		if !r.plainText(key, what+": key") {
			continue
		}
		if before, twice := first[key.Value]; twice {
			r.problem(at.Pos, "%s: key %q is there twice, first in line %d", what, key.Value, before.Line)
			continue
		}
		first[key.Value] = at.Pos
		keys, values = append(keys, at), append(values, value)
	}
	return keys, values
}

// object reads a mapping whose keys are known.
func (r *reader) object(n *yaml.Node, what string, known entries, required ...string) {
	keys, values := r.pairs(n, what)
	seen := map[string]bool{}
	for i, key := range keys {
		seen[key.Value] = true
		if read := known[key.Value]; read != nil {
			read(values[i])
			continue
		}
		r.problem(key.Pos, "%s: unknown key %q; known are %s", what, key.Value, listed(slices.Sorted(maps.Keys(known))))
	}
	if n.Kind != yaml.MappingNode {
		return
	}
	for _, key := range required {
		if !seen[key] {
			r.problem(r.pos(n), "%s: key %q is missing", what, key)
		}
	}
}

// items returns the entries of a list that may not be empty.
func (r *reader) items(n *yaml.Node, what string) []*yaml.Node {
	switch {
	case n.Kind != yaml.SequenceNode:
		r.problem(r.pos(n), "%s: a list is needed, not %s", what, describe(n))
		return nil
	case len(n.Content) == 0:
		r.problem(r.pos(n), "%s: the list is empty", what)
	}
	return n.Content
}

// describe names what a node is, for "…, not a list".
func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	}
	if n.ShortTag() == "!!null" {
		return "nothing"
	}
	return fmt.Sprintf("%q", n.Value)
}

// listed writes words as "a, b, c".
func listed(words []string) string { return strings.Join(words, ", ") }

// oneLine keeps foreign texts from breaking the line format.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// wordsOf lists the words of an enumeration of package service, in its order.
func wordsOf[T word](first, last T) []T {
	var all []T
	for w := first; w <= last; w++ {
		all = append(all, w)
	}
	return all
}

// word is an enumeration of package service.
type word interface {
	service.Certainty | service.Role | service.Format | service.Strip | service.DigestKind |
		service.EmptyRule | service.Origin | service.Outcome | service.ConditionKind
	String() string
}
