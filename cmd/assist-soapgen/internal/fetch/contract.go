package fetch

import (
	"fmt"
	"strings"
	"time"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// Contract is the WSDL of a service as an endpoint serves it, or why there is none.
type Contract struct {
	Service   string
	URL       string
	Documents []Document // the WSDL first, then what it imports in order of need
	Problems  []*Problem // none when the contract is usable
	folder    string     // where it is stored
}

// Usable reports whether the contract was read in full.
func (c *Contract) Usable() bool { return len(c.Problems) == 0 && len(c.Documents) > 0 }

// WSDL is the first document of a usable contract.
func (c *Contract) WSDL() *Document { return &c.Documents[0] }

// Load reads the contract from memory; see [model.Load]. Positions name addresses,
// which [Contract.Placed] turns into stored files.
func (c *Contract) Load(strict bool) (*model.Definitions, error) {
	return model.Load(c.URL, model.Options{Root: nothing{}, AllowNetwork: true, Strict: strict, Fetch: func(address string) ([]byte, error) {
		for i := range c.Documents {
			if c.Documents[i].URL == address {
				return c.Documents[i].Content, nil
			}
		}
		return nil, fmt.Errorf("it was not fetched")
	}})
}

// Placed replaces the addresses of documents in a text by the files they are stored in.
func (c *Contract) Placed(text string) string {
	if c.folder == "" {
		return text
	}
	for _, d := range c.Documents {
		text = strings.ReplaceAll(text, d.URL+":", c.folder+"/"+d.File+":")
		if text == d.URL {
			text = c.folder + "/" + d.File
		}
	}
	return text
}

// Document is one file of a contract.
type Document struct {
	URL     string
	File    string // path below the folder of the endpoint, slashes
	Content []byte // as it came, unpacked
	SHA256  string // of the content, hexadecimal
	Fetched time.Time
	Headers map[string]string // those of interest, lower-case names
}

// Problem is why a document was not taken.
type Problem struct {
	URL         string
	Unreachable bool // nothing was answered: name, network, TLS, time
	What        string
}

// Error names the address and what was there.
func (p *Problem) Error() string {
	if strings.HasPrefix(p.What, p.URL+":") {
		return p.What // with the line and column
	}
	return p.URL + ": " + p.What
}

func refused(address, format string, args ...any) *Problem {
	return &Problem{URL: address, What: oneLine(fmt.Sprintf(format, args...), 400)}
}

// oneLine keeps foreign text from breaking lines and from being long.
func oneLine(text string, most int) string {
	runes := []rune(strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return r <= ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0x202e
	}), " "))
	if len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return string(runes)
}
