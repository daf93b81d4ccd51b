package specfile

import (
	"go.yaml.in/yaml/v4"

	"github.com/assist-soap/toolkit/service"
)

// cited holds the three keys that say where a fact comes from, until all three
// have been read.
type cited struct {
	source *yaml.Node
	sure   At[service.Certainty]
	note   At[string]
}

// citing adds the three keys to the entries of a mapping.
func (r *reader) citing(c *cited, known entries, what string) entries {
	known["source"] = func(n *yaml.Node) { c.source = n }
	known["sure"] = setWord(r, &c.sure, what+": sure", certainties)
	known["note"] = r.setFilled(&c.note, what+": note")
	return known
}

// sources turns the three keys into sources.
func (r *reader) sources(c cited, what string) []Source {
	what += ": source"
	if c.source == nil {
		return nil // reported as a missing key, if it is required
	}
	if c.source.Kind != yaml.SequenceNode {
		return r.addSource(nil, c.source, c, what)
	}
	var all []Source
	for _, n := range r.items(c.source, what) {
		all = r.addSource(all, n, c, what)
	}
	return all
}

// addSource reads one entry of source: an id, or {doc: …, sure: …, note: …}.
func (r *reader) addSource(all []Source, n *yaml.Node, c cited, what string) []Source {
	var id At[string]
	if n.Kind == yaml.MappingNode {
		var own cited
		known := r.citing(&own, entries{"doc": r.setFilled(&id, what+": doc")}, what)
		delete(known, "source")
		r.object(n, what, known, "doc")
		c.sure, c.note = own.sure, own.note
	} else {
		id = r.filled(n, what)
	}
	if !id.Given() {
		return all
	}
	sure := service.Documented
	if r.common != nil {
		doc := r.common.Source(id.Value)
		if doc == nil {
			r.problem(id.Pos, "%s: %q is not in the source table of %s", what, id.Value, r.common.File)
			return all
		}
		sure = doc.Sure
	}
	if c.sure.Given() {
		sure = c.sure.Value
	}
	return append(all, Source{service.Source{Doc: id.Value, Sure: sure, Note: c.note.Value}, id.Pos})
}
