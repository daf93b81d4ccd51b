package specfile

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"
	"testing"
	"unicode"

	"github.com/assist-soap/toolkit/wsdl"
)

// These tests belong to package wsdl, which imports nothing.

func TestWSDL_EveryFileIsWellFormed(t *testing.T) {
	for _, name := range embedded(t, "*.wsdl") {
		text, err := wsdl.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		decoder := xml.NewDecoder(bytes.NewReader(text))
		for err == nil {
			_, err = decoder.Token()
		}
		if !errors.Is(err, io.EOF) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWSDL_EverySidecarParses(t *testing.T) {
	set, err := ReadAll(wsdl.Files)
	if err != nil {
		t.Fatalf("\n%v", err)
	}
	for _, sidecar := range set.Sidecars {
		contract := sidecar.Service.Value + ".wsdl"
		if _, err := fs.Stat(wsdl.Files, contract); err != nil {
			t.Errorf("%s stands alone: %v", sidecar.File, err)
		}
		// The house rule: the WSDL lies beside the endpoint. Its name is the page's,
		// which need not be the service's (recurrent is /recurrent/rp.cfm).
		endpoint := sidecar.Path.Value.Value
		want := strings.TrimSuffix(endpoint, path.Ext(endpoint)) + ".wsdl"
		if got := sidecar.WSDL.Value.Value; got != want {
			t.Errorf("%s: wsdl is %s, want %s", sidecar.File, got, want)
		}
	}
	if wsdls := embedded(t, "*.wsdl"); len(wsdls) != len(set.Sidecars) {
		t.Errorf("%d WSDLs, %d sidecars", len(wsdls), len(set.Sidecars))
	}
}

func TestWSDL_CommonHasEveryTable(t *testing.T) {
	set, err := ReadAll(wsdl.Files)
	if err != nil {
		t.Fatal(err)
	}
	c := set.Common
	rows := map[string]int{
		"firstcodes": len(c.FirstCodes), "secondcodes": len(c.SecondCodes), "responsecodes": len(c.ResponseCodes),
		"orderstates": len(c.OrderStates), "billstates": len(c.BillStates), "operationtypes": len(c.OperationTypes),
		"means": len(c.Means), "chequestates": len(c.ChequeStates), "currencies": len(c.Currencies), "hosts": len(c.Hosts),
	}
	// Counted in assist-protocol.md section 7 and assist-clients.md section 3.
	want := map[string]int{
		"firstcodes": 21, "secondcodes": 117, "responsecodes": 19, "orderstates": 9, "billstates": 7,
		"operationtypes": 4, "means": 10, "chequestates": 6, "currencies": 6, "hosts": 12,
	}
	for table, n := range want {
		if rows[table] != n {
			t.Errorf("%s: %d rows, want %d", table, rows[table], n)
		}
	}
}

// The gateway's own library once spelled a field with a Cyrillic letter that looks
// Latin; nobody sees such a thing.
func TestWSDL_NoWordMixesLatinAndCyrillic(t *testing.T) {
	for _, name := range append(embedded(t, "*.wsdl"), embedded(t, "*.yaml")...) {
		text, err := wsdl.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			for _, word := range strings.FieldsFunc(line, func(r rune) bool { return !unicode.IsLetter(r) }) {
				if mixed(word) {
					t.Errorf("%s:%d: %q mixes alphabets", name, i+1, word)
				}
			}
		}
	}
}

func mixed(word string) bool {
	var latin, cyrillic bool
	for _, r := range word {
		latin = latin || unicode.Is(unicode.Latin, r)
		cyrillic = cyrillic || unicode.Is(unicode.Cyrillic, r)
	}
	return latin && cyrillic
}

func embedded(t *testing.T, pattern string) []string {
	t.Helper()
	names, err := fs.Glob(wsdl.Files, pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: %d files, %v", pattern, len(names), err)
	}
	return names
}
