package specfile

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/assist-soap/toolkit/service"
)

// The names a file may give, and how a problem calls each.
var (
	serviceName   = naming{regexp.MustCompile(`^[a-z][a-z0-9]*$`), "lower-case letters and digits"}
	shortName     = naming{regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`), "lower-case words joined by hyphens"}
	elementName   = naming{regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*$`), "an XML name without prefix"}
	operationName = naming{regexp.MustCompile(`^[a-z][a-z0-9]*\.[a-z][a-z0-9]*$`), "service.operation"}
	sourceName    = naming{regexp.MustCompile(`^[A-Z][0-9]+$`), "a capital letter and a number"}
	absolutePath  = naming{regexp.MustCompile(`^(/[A-Za-z0-9_.-]+)+$`), "a path that begins with /"}
	hostName      = naming{regexp.MustCompile(`^[a-z0-9-]+[*]?(\.[a-z0-9-]+)+$`), "a host name"}
)

// naming is a rule for names.
type naming struct {
	pattern *regexp.Regexp
	form    string
}

// plainText reports whether n is a scalar that YAML reads as text or whole number.
// Anything else would not be the text that is written there: no becomes false,
// 1.0 a float.
func (r *reader) plainText(n *yaml.Node, what string) bool {
	switch {
	case n.Anchor != "" || n.Kind == yaml.AliasNode:
		r.problem(r.pos(n), "%s: anchors and aliases are not allowed; write the value out", what)
	case n.Kind != yaml.ScalarNode || n.ShortTag() == "!!null":
		r.problem(r.pos(n), "%s: a text is needed, not %s", what, describe(n))
	case n.ShortTag() != "!!str" && n.ShortTag() != "!!int":
		r.problem(r.pos(n), "%s: YAML reads %s as %s; put it in quotes", what, n.Value, strings.TrimPrefix(n.ShortTag(), "!!"))
	default:
		return true
	}
	return false
}

// scalar reads a text that may be empty.
func (r *reader) scalar(n *yaml.Node, what string) At[string] {
	if !r.plainText(n, what) {
		return At[string]{}
	}
	return At[string]{n.Value, r.pos(n)}
}

// filled reads a text that may not be empty.
func (r *reader) filled(n *yaml.Node, what string) At[string] {
	at := r.scalar(n, what)
	if at.Given() && strings.TrimSpace(at.Value) == "" {
		r.problem(at.Pos, "%s: the text is empty", what)
	}
	return at
}

// named reads a text that follows a naming rule.
func (r *reader) named(n *yaml.Node, what string, rule naming) At[string] {
	at := r.scalar(n, what)
	if at.Given() {
		r.checkName(at, what, rule)
	}
	return at
}

func (r *reader) checkName(at At[string], what string, rule naming) {
	if !rule.pattern.MatchString(at.Value) {
		r.problem(at.Pos, "%s: %q must be %s", what, at.Value, rule.form)
	}
}

// setText, setFilled and setNamed make entries of the readers above.
func (r *reader) setText(to *At[string], what string) func(*yaml.Node) {
	return func(n *yaml.Node) { *to = r.scalar(n, what) }
}

func (r *reader) setFilled(to *At[string], what string) func(*yaml.Node) {
	return func(n *yaml.Node) { *to = r.filled(n, what) }
}

func (r *reader) setNamed(to *At[string], what string, rule naming) func(*yaml.Node) {
	return func(n *yaml.Node) { *to = r.named(n, what, rule) }
}

// setTexts reads one text or a list of texts.
func (r *reader) setTexts(to *[]At[string], what string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		nodes := []*yaml.Node{n}
		if n.Kind == yaml.SequenceNode {
			nodes = r.items(n, what)
		}
		for _, item := range nodes {
			if at := r.filled(item, what); at.Given() {
				*to = append(*to, at)
			}
		}
	}
}

// setBool reads true or false.
func (r *reader) setBool(to *At[bool], what string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!bool" {
			r.problem(r.pos(n), "%s: true or false is needed, not %s", what, describe(n))
			return
		}
		*to = At[bool]{n.Value == "true", r.pos(n)}
	}
}

// setNumber reads a whole number that is not negative.
func (r *reader) setNumber(to *At[int], what string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind == yaml.ScalarNode && n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) == 0 {
			*to = r.number(At[string]{n.Value, r.pos(n)}, what)
			return
		}
		r.problem(r.pos(n), "%s: a whole number is needed, not %s", what, describe(n))
	}
}

func (r *reader) number(text At[string], what string) At[int] {
	v, err := strconv.Atoi(text.Value)
	if err != nil || v < 0 || strconv.Itoa(v) != text.Value {
		r.problem(text.Pos, "%s: a whole number is needed, not %q", what, text.Value)
		return At[int]{}
	}
	return At[int]{v, text.Pos}
}

// The words that files may use, by enumeration. The zero words that mean "not
// given" are left out.
var (
	certainties = wordsOf(service.Documented, service.Conflict)
	roles       = wordsOf(service.RoleMerchant, service.RoleEnd-1)
	formats     = wordsOf(service.FormatText, service.FormatSmallint)
	strips      = wordsOf(service.StripNothing, service.StripCVC)
	digestKinds = wordsOf(service.CheckValue, service.SignedMessage)
	emptyRules  = wordsOf(service.KeepSlot, service.DropZero)
	origins     = wordsOf(service.FromMessage, service.FromRequest)
	outcomes    = wordsOf(service.Unknown, service.Pending)
	conditions  = wordsOf(service.Require, service.Ordered)
)

// setWord reads a word of an enumeration.
func setWord[T word](r *reader, to *At[T], what string, words []T) func(*yaml.Node) {
	return func(n *yaml.Node) {
		text := r.scalar(n, what)
		if !text.Given() {
			return
		}
		i := slices.IndexFunc(words, func(w T) bool { return w.String() == text.Value })
		if i < 0 {
			var known []string
			for _, w := range words {
				known = append(known, w.String())
			}
			r.problem(text.Pos, "%s: %q is not known; known are %s", what, text.Value, listed(known))
			return
		}
		*to = At[T]{words[i], text.Pos}
	}
}
