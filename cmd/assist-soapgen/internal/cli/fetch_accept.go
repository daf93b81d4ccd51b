package cli

import (
	"errors"
	"fmt"
	"slices"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/fetch"
)

// accept puts the named contracts in the place of the checked-in ones. Their sidecars
// stay as they are; what no longer fits is listed for the person who brings them up
// to date.
func (f *fetched) accept() error {
	var problems []error
	misfits := 0
	for _, name := range f.options.accept {
		r := f.reviewOf(name)
		if r == nil {
			problems = append(problems, fmt.Errorf("--accept %s: there is no contract to accept", name))
			continue
		}
		at, err := r.Contract.Accept(f.project.Folder)
		if err != nil {
			problems = append(problems, fmt.Errorf("--accept %s: %w", name, err))
			continue
		}
		f.line("%s is now what %s serves (sha256 %s…)", at, f.options.endpoint, r.Contract.WSDL().SHA256[:12])
		misfits += len(r.Misfits)
	}
	if len(problems) > 0 {
		return &exitError{exitFindings, errors.Join(problems...)}
	}
	if misfits > 0 {
		return &exitError{exitFindings, fmt.Errorf("%s, as listed above; bring up to date what is listed, then run assist-soapgen generate", counted(misfits, "fact of the sidecars no longer fits", "facts of the sidecars no longer fit"))}
	}
	f.line("now run: assist-soapgen generate")
	return nil
}

func (f *fetched) reviewOf(service string) *fetch.Review {
	i := slices.IndexFunc(f.reviews, func(r *fetch.Review) bool { return r.Contract.Service == service })
	if i < 0 {
		return nil
	}
	return f.reviews[i]
}
