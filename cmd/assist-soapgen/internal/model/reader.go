package model

import (
	"errors"
	"io"
	"io/fs"
	"strconv"
	"strings"
)

// reader finds and parses documents, each one once.
type reader struct {
	opts  Options
	rep   *reporter
	docs  map[place]*document // nil for a document that could not be used
	order []*document
	bytes int

	wsdls   []*document
	schemas []*schemaDoc
	visited map[schemaKey]*schemaDoc
	spaces  map[string]bool // target namespaces of the schemas read
	entered map[*document]bool
	pending []pendingImport
}

func newReader(opts Options, rep *reporter) *reader {
	return &reader{
		opts: opts, rep: rep,
		docs:    map[place]*document{},
		visited: map[schemaKey]*schemaDoc{},
		spaces:  map[string]bool{},
		entered: map[*document]bool{},
	}
}

// open returns the document at a place, or nil with the problem reported at
// pos, in the words of what refers to it.
func (r *reader) open(at place, pos Pos, what string) *document {
	if d, ok := r.docs[at]; ok {
		return d
	}
	if len(r.docs) >= r.opts.Limits.Documents {
		r.rep.report(CodeLimitExceeded, pos, what, ": more than ", strconv.Itoa(r.opts.Limits.Documents), " documents; raise Limits.Documents")
		return nil
	}
	raw, ok := r.read(at, pos, what)
	if !ok {
		return nil
	}
	r.rep.files[at.path] = len(r.rep.files) + 1
	r.docs[at] = nil
	d := parse(at.path, raw, r.opts.Limits, r.rep)
	if d == nil || d.root == nil {
		return nil
	}
	d.url = at.url
	r.docs[at] = d
	r.order = append(r.order, d)
	return d
}

// read fetches the bytes of a document within the limits.
func (r *reader) read(at place, pos Pos, what string) ([]byte, bool) {
	raw, err := r.fetch(at)
	switch {
	case errors.Is(err, errTooBig):
	case err != nil && at.url:
		r.rep.report(CodeFetchFailed, pos, what, ": fetching ", at.path, " failed: ", err.Error())
		return nil, false
	case err != nil && strings.Contains(err.Error(), "escapes"): // what os.Root says of a symbolic link
		r.rep.report(CodeOutsideRoot, pos, what, ": ", at.path, " leads outside the root folder; copy the document into it")
		return nil, false
	case err != nil:
		r.rep.report(CodeMissingDocument, pos, what, ": cannot read ", at.path, " in the root folder (", cause(err), "); add the file or map the location in the catalogue")
		return nil, false
	}
	r.bytes += len(raw)
	if err != nil || len(raw) > r.opts.Limits.DocumentBytes || r.bytes > r.opts.Limits.TotalBytes {
		r.rep.report(CodeLimitExceeded, pos, what, ": ", at.path, " is too big; raise Limits.DocumentBytes or Limits.TotalBytes if it is genuine")
		return nil, false
	}
	return raw, true
}

var errTooBig = errors.New("too big")

func (r *reader) fetch(at place) ([]byte, error) {
	if at.url {
		return r.opts.Fetch(at.path)
	}
	f, err := r.opts.Root.Open(at.path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // read only: nothing is lost
	limit := int64(r.opts.Limits.DocumentBytes)
	if info, err := f.Stat(); err == nil && info.Size() > limit {
		return nil, errTooBig
	}
	return io.ReadAll(io.LimitReader(f, limit+1))
}

// cause drops the operation and path of a PathError: the message has them.
func cause(err error) string {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err.Error()
	}
	return err.Error()
}
