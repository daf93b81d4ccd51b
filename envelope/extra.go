package envelope

import (
	"strings"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
)

// minExtraRoom is what the paths of extras may always take. Real answers stay far
// below; a hostile one with deep and long names would multiply its own size.
const minExtraRoom = 1 << 20

// extra keeps the current element, which the description does not know, text by
// text. It may hold others.
func (d *decoder) extra() error {
	d.enter(d.s.Local())
	base := len(d.path)
	err := d.extraAttributes()
	leaf, text := true, ""
	for err == nil {
		kind, broken := d.s.Next()
		if broken != nil {
			return fromScanner(broken, d.place())
		}
		switch kind {
		case xmlscan.Start:
			if leaf && strings.TrimSpace(text) != "" {
				err = d.keep("", text)
			}
			d.enter(d.s.Local())
			leaf, text = true, ""
			if err == nil {
				err = d.extraAttributes()
			}
		case xmlscan.Text:
			if leaf {
				text = d.s.Text()
			} else if mixed := d.s.Text(); strings.TrimSpace(mixed) != "" {
				err = d.keep("", mixed)
			}
		case xmlscan.End:
			if leaf {
				err = d.keep("", text)
			}
			leaf = false
			d.leave()
			if len(d.path) < base {
				return err
			}
		}
	}
	return err
}

func (d *decoder) extraAttributes() error {
	for _, a := range d.s.Attrs() {
		if a.Name.Space == "" && !a.Name.Unbound && !d.encodingAttribute(a.Name.Local) {
			if err := d.keep("@"+a.Name.Local, a.Value); err != nil {
				return err
			}
		}
	}
	return nil
}

// keep adds an extra at the current path, below the frames.
func (d *decoder) keep(name, text string) error {
	path := strings.Join(d.path[min(d.within, len(d.path)):], "/")
	if name != "" && path != "" {
		path += "/"
	}
	path += name
	if !d.addExtra(path, text) {
		return d.fail(RuleTooManyExtras, "far more unknown elements than any answer has")
	}
	return nil
}
