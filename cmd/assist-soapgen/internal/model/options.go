package model

import (
	"errors"
	"io/fs"
)

// Options says where documents come from. Root is required.
type Options struct {
	// Root holds every file that may be read. Take (*os.Root).FS to keep
	// symbolic links inside as well; os.DirFS follows them out.
	Root fs.FS
	// Catalogue maps a location as written, a resolved URL, or a namespace URI
	// to a path inside Root. A location is looked up first; a namespace only
	// when the import has no location or one that needs the network.
	Catalogue map[string]string
	// AllowNetwork and Fetch together permit reading http and https locations
	// that nothing local satisfies. Either alone permits nothing.
	AllowNetwork bool
	Fetch        func(url string) ([]byte, error)
	// Strict makes errors of the problems that Load otherwise repairs with a
	// warning, such as a reference to a type that is not there; Codes lists
	// them. Take it for a WSDL whose author can correct it.
	Strict bool
	// Limits of zero take their defaults.
	Limits Limits
}

// Limits guard against hostile or runaway input. Zero means the default.
type Limits struct {
	DocumentBytes int // size of one document; default 32 MiB
	TotalBytes    int // size of all documents together; default 128 MiB
	Documents     int // number of documents; default 2000
	Depth         int // nesting of XML elements; default 200
	Particles     int // size of one content model with groups expanded; default 100 000
}

var defaultLimits = Limits{
	DocumentBytes: 32 << 20,
	TotalBytes:    128 << 20,
	Documents:     2000,
	Depth:         200,
	Particles:     100_000,
}

func (o *Options) check() error {
	if o.Root == nil {
		return errors.New("model: Options.Root is nil; give the folder that holds the WSDL")
	}
	if o.AllowNetwork && o.Fetch == nil {
		return errors.New("model: Options.AllowNetwork needs Options.Fetch")
	}
	o.Limits = o.Limits.withDefaults()
	return nil
}

func (l Limits) withDefaults() Limits {
	pick := func(v, def int) int {
		if v <= 0 {
			return def
		}
		return v
	}
	d := defaultLimits
	return Limits{
		DocumentBytes: pick(l.DocumentBytes, d.DocumentBytes),
		TotalBytes:    pick(l.TotalBytes, d.TotalBytes),
		Documents:     pick(l.Documents, d.Documents),
		Depth:         pick(l.Depth, d.Depth),
		Particles:     pick(l.Particles, d.Particles),
	}
}
