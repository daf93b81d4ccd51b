package model

import (
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"strings"
)

// place is where a document is: a path inside the root, or a URL.
type place struct {
	path string
	url  bool
}

var (
	hasScheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]+:`) // two letters at least: C: is a drive
	hasDrive  = regexp.MustCompile(`^[A-Za-z]:`)
)

// locate resolves a location written in a document. It returns the code of the
// problem when the location is one that is never read.
func (r *reader) locate(from *document, location string) (place, Code) {
	if p, ok := r.opts.Catalogue[location]; ok {
		return r.inRoot(p)
	}
	if hasScheme.MatchString(location) {
		return r.absolute(location)
	}
	if from.url {
		base, err1 := url.Parse(from.path)
		ref, err2 := url.Parse(location)
		if err1 != nil || err2 != nil {
			return place{}, CodeMissingDocument
		}
		return r.absolute(base.ResolveReference(ref).String())
	}
	return r.relative(from, location)
}

func (r *reader) absolute(location string) (place, Code) {
	if p, ok := r.opts.Catalogue[location]; ok {
		return r.inRoot(p)
	}
	scheme, _, _ := strings.Cut(strings.ToLower(location), ":")
	switch scheme {
	case "http", "https":
		return place{location, true}, ""
	case "file":
		return place{}, CodeOutsideRoot
	}
	return place{}, CodeMissingDocument // urn:, ftp: and the like lead nowhere
}

func (r *reader) relative(from *document, location string) (place, Code) {
	location = strings.ReplaceAll(location, `\`, "/")
	if strings.HasPrefix(location, "/") || hasDrive.MatchString(location) {
		return place{}, CodeOutsideRoot
	}
	location, _, _ = strings.Cut(location, "#")
	written := path.Join(path.Dir(from.path), location)
	if decoded, err := url.PathUnescape(location); err == nil && decoded != location {
		if unescaped := path.Join(path.Dir(from.path), decoded); !r.exists(written) {
			written = unescaped
		}
	}
	return r.inRoot(written)
}

// inRoot checks a path that must lie below the root.
func (r *reader) inRoot(p string) (place, Code) {
	p = path.Clean(p)
	if !fs.ValidPath(p) || strings.ContainsRune(p, 0) {
		return place{}, CodeOutsideRoot
	}
	if mapped, ok := r.opts.Catalogue[p]; ok && fs.ValidPath(mapped) {
		p = mapped
	}
	return place{p, false}, ""
}

func (r *reader) exists(p string) bool {
	if !fs.ValidPath(p) {
		return false
	}
	_, err := fs.Stat(r.opts.Root, p)
	return err == nil
}
