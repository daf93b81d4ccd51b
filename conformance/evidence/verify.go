package evidence

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/conformance/recording"
	"github.com/assist-soap/toolkit/service"
)

// Folders of a bundle that other things are found in.
const (
	Reports    = "reports"
	Recording  = "recording"
	Cases      = "cases"
	ReportFile = Reports + "/report.json" // what the manifest says of the run must stand there, too
)

// maxFile bounds one unpacked file: a bundle comes from elsewhere.
const maxFile = 256 << 20

// Verified is a bundle that was read.
type Verified struct {
	Manifest
	Digest   string   // of the manifest
	Problems []string // what is not as the manifest says; none means that it is intact
}

// Verify reads a bundle and holds everything in it against its manifest: each file,
// what the report says of the run, the recording's own manifest; and it looks for card
// numbers and the given secrets once more. The error says that it is no bundle at all. It
// needs no network.
func Verify(archive io.ReaderAt, size int64, services []*service.Service, secrets []string) (*Verified, error) {
	r, err := zip.NewReader(archive, size)
	if err != nil {
		return nil, fmt.Errorf("it is no evidence bundle: %w", err)
	}
	v := &Verified{}
	if err := v.readManifest(r); err != nil {
		return nil, err
	}
	v.files(r)
	if len(v.Problems) == 0 {
		v.report(r)
		v.recording(r, services, secrets)
	}
	return v, nil
}

func (v *Verified) complain(format string, args ...any) {
	v.Problems = append(v.Problems, fmt.Sprintf(format, args...))
}

func (v *Verified) readManifest(r *zip.Reader) error {
	text, err := fs.ReadFile(r, manifestName)
	if err != nil {
		return errors.New("it is no evidence bundle: it has no " + manifestName)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&v.Manifest); err != nil {
		return fmt.Errorf("%s: %w", manifestName, err)
	}
	if v.Schema != schemaName {
		return fmt.Errorf("%s: its schema is %q; this version reads %s", manifestName, v.Schema, schemaName)
	}
	v.Digest = sum(text)
	return nil
}

// files compares what is there with what is listed, both ways.
func (v *Verified) files(r *zip.Reader) {
	seen := map[string]bool{manifestName: true}
	for i, f := range r.File {
		switch want, listed := v.Files[f.Name]; {
		case f.Name == manifestName && i == 0:
		case seen[f.Name]:
			v.complain("%s is in it twice", f.Name)
		case !listed:
			v.complain("%s is not in the manifest", f.Name)
		case f.UncompressedSize64 > maxFile:
			v.complain("%s is larger than any bundle's file", f.Name)
		default:
			if content, err := fs.ReadFile(r, f.Name); err != nil {
				v.complain("%s cannot be read: %v", f.Name, err)
			} else if sum(content) != want {
				v.complain("%s was changed", f.Name)
			}
		}
		seen[f.Name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(v.Files)) {
		if !seen[name] {
			v.complain("%s is missing", name)
		}
	}
}

// report holds the manifest against the report it sums up.
func (v *Verified) report(r *zip.Reader) {
	text, err := fs.ReadFile(r, ReportFile)
	if err != nil {
		v.complain("%s is missing", ReportFile)
		return
	}
	var said struct {
		Target string         `json:"target"`
		Green  bool           `json:"green"`
		Counts map[string]int `json:"counts"`
	}
	if err := json.Unmarshal(text, &said); err != nil {
		v.complain("%s: %v", ReportFile, err)
		return
	}
	if said.Target != v.Target || said.Green != v.Green || !maps.Equal(said.Counts, v.Counts) {
		v.complain("%s says something else of the run than the manifest", ReportFile)
	}
}

// recording opens the recording, if there is one, and scans it with the reports.
func (v *Verified) recording(r *zip.Reader, services []*service.Service, secrets []string) {
	numbers := map[string]bool{}
	if sub, err := fs.Sub(r, Recording); err == nil && v.has(Recording) {
		tape, err := recording.ReplayFrom(sub, services)
		if err != nil {
			v.complain("%v", err)
			return
		}
		numbers = tape.Numbers()
	}
	for _, folder := range []string{Reports, Recording} {
		sub, err := fs.Sub(r, folder)
		if err != nil || !v.has(folder) {
			continue
		}
		leaks, err := recording.Scan(sub, secrets, numbers)
		if err != nil {
			v.complain("%s: %v", folder, err)
		}
		for _, leak := range leaks {
			v.complain("%s/%s", folder, leak)
		}
	}
}

func (v *Verified) has(folder string) bool {
	for name := range v.Files {
		if strings.HasPrefix(name, folder+"/") {
			return true
		}
	}
	return false
}
