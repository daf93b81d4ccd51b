package cli

import (
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/report"
)

// single takes over the one endpoint and the one file there may be.
func (f *conformFlags) single() error {
	if len(f.configs) > 1 {
		return usageError("--config is given several times for one endpoint; the second merchant has keys with other. in the same file")
	}
	for _, endpoint := range f.endpoints {
		f.endpoint = endpoint
	}
	for _, config := range f.configs {
		f.config = config
	}
	if f.endpoint == "sandbox" {
		f.endpoint = ""
	}
	return nil
}

// several tests one endpoint after the other, each with reports of its own, and prints
// where they differ. The exit code is the gravest of all.
func (f *conformFlags) several(s *session) error {
	if len(f.configs) > 1 && len(f.configs) != len(f.endpoints) {
		return usageError("--config is given once for all endpoints, or once for each, in their order: %d for %d", len(f.configs), len(f.endpoints))
	}
	if f.replay != "" || f.against != "" || f.update || f.writeKnown || f.verify != "" {
		return usageError("several --endpoint are tested one by one; leave --replay, --against, --update, --write-known and --verify out")
	}
	var found []*conformance.Report
	code := exitOK
	for i, endpoint := range f.endpoints {
		fmt.Fprintf(s.stdout, "== %s\n", endpoint)
		one := f.forEndpoint(i)
		err := one.conform(s)
		if one.found != nil {
			found = append(found, one.found)
		}
		var exit *exitError
		switch {
		case err == nil:
			continue
		case !errors.As(err, &exit):
			exit = &exitError{exitInfrastructure, err}
		}
		if exit.cause != nil {
			fmt.Fprintf(s.stderr, "assist-soapgen conform: %s: %v\n", endpoint, exit.cause)
		}
		if code == exitOK || exit.code < code {
			code = exit.code
		}
	}
	if err := report.Matrix(s.stdout, found); err != nil {
		return err
	}
	if code != exitOK {
		return &exitError{code, nil}
	}
	return nil
}

// forEndpoint is the command line of one of the endpoints: the names of its files have
// its place before the ending.
func (f *conformFlags) forEndpoint(i int) *conformFlags {
	one := *f
	one.endpoint, one.endpoints = f.endpoints[i], nil
	if len(f.configs) > 0 {
		one.config = f.configs[min(i, len(f.configs)-1)]
	}
	if one.endpoint == "sandbox" {
		one.endpoint, one.config = "", ""
	}
	place := placeName(f.endpoints[i])
	for j, other := range f.endpoints {
		if j != i && placeName(other) == place {
			place = fmt.Sprintf("%s.%d", place, i+1)
			break
		}
	}
	for _, file := range []*string{
		&one.html, &one.junit, &one.json, &one.ndjson, &one.sarif, &one.tap, &one.markdown, &one.coverage, &one.evidence, &one.record, &one.capsules,
	} {
		if *file != "" && *file != "-" {
			ending := filepath.Ext(*file)
			*file = strings.TrimSuffix(*file, ending) + "." + place + ending
		}
	}
	return &one
}

var unusual = regexp.MustCompile(`[^A-Za-z0-9.-]+`)

// placeName is an endpoint as a part of a file's name.
func placeName(endpoint string) string {
	if u, err := url.Parse(endpoint); err == nil && u.Host != "" {
		endpoint = u.Host
	}
	return unusual.ReplaceAllString(endpoint, "-")
}
