package wiretest

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/gen"
)

// constructs are WSDLs made for this test, one for each corner of WSDL and XML Schema.
const constructs = "../testdata/constructs"

// noOracle are WSDLs whose values the XSD validator of others cannot judge.
var noOracle = map[string]string{
	"built-in-types.wsdl": "it knows no ENTITY without a DTD, and values of NOTATION and IDREF are made without declarations",
}

// TestConstructs_RoundTrip does with our own WSDLs what TestCorpus_RandomValuesRoundTrip
// does with those of others; every one of them must be generated.
func TestConstructs_RoundTrip(t *testing.T) {
	root := os.DirFS(constructs)
	for _, name := range wsdlsBelow(t, root) {
		t.Run(strings.TrimSuffix(name, ".wsdl"), func(t *testing.T) {
			services, warnings, err := gen.Tables(root, name, gen.ForeignOptions{Package: "stub"})
			if err != nil {
				t.Fatal(err)
			}
			trip := &roundTrip{T: t, path: name, count: map[string]int{}, z: &randomiser{Rand: rand.New(rand.NewPCG(5, 7))}, loose: isLoose(warnings)}
			if noOracle[name] == "" {
				trip.schemas, _ = compileSchemas(t.Context(), root, name) // nil where there is no schema to speak of
			}
			for _, s := range services {
				trip.service(s)
			}
		})
	}
}

func wsdlsBelow(t *testing.T, root fs.FS) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(root, ".", func(name string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(name, ".wsdl") && name != "imports/abs.wsdl" { // of abs.wsdl main.wsdl is the rest
			names = append(names, name)
		}
		return err
	})
	if err != nil || len(names) == 0 {
		t.Fatalf("no WSDLs below %s: %v", constructs, err)
	}
	return names
}
