package cardscan_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/assist-soap/toolkit/conformance/cardscan"
	"github.com/assist-soap/toolkit/service"
)

// card makes a number that nobody published: the tests must not hold one themselves.
func card(prefix string, length int) string {
	for n := 0; ; n++ {
		number := prefix + fmt.Sprintf("%0*d", length-len(prefix), 8675309+n)
		if service.Luhn(number) {
			return number
		}
	}
}

func each(number string, write func(c byte) string) string {
	var b strings.Builder
	for i := range len(number) {
		b.WriteString(write(number[i]))
	}
	return b.String()
}

// leaks are ways in which a card number gets out.
func leaks(number string) map[string]string {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write([]byte("<cardnumber>" + number + "</cardnumber>"))
	_ = z.Close()
	var wide strings.Builder
	for _, unit := range utf16.Encode([]rune("pan " + number)) {
		wide.WriteByte(byte(unit))
		wide.WriteByte(byte(unit >> 8))
	}
	percent := each(number, func(c byte) string { return fmt.Sprintf("%%%02X", c) })
	return map[string]string{
		"plain":            "level=INFO msg=pay pan=" + number + " ok",
		"blanks":           number[:4] + " " + number[4:8] + " " + number[8:12] + " " + number[12:],
		"hyphens":          number[:4] + "-" + number[4:8] + "-" + number[8:12] + "-" + number[12:],
		"glued":            "card" + number + "x",
		"in XML":           "<cardnumber>" + number + "</cardnumber>",
		"in JSON":          `{"cardnumber":"` + number + `"}`,
		"track 2":          ";" + number + "=30121011234512345678?",
		"track 1":          "%B" + number + "^TEST/TEST^3012",
		"base64":           base64.StdEncoding.EncodeToString([]byte("<Envelope>" + number + "</Envelope>")),
		"base64, shifted":  "x" + base64.StdEncoding.EncodeToString([]byte("ab"+number+"c")),
		"base64, URL":      base64.RawURLEncoding.EncodeToString([]byte("??>" + number + "~~~")),
		"hex":              hex.EncodeToString([]byte(number)),
		"hex, shifted":     "a" + strings.ToUpper(hex.EncodeToString([]byte("n="+number))),
		"percent":          "cardnumber=" + percent,
		"some percent":     number[:6] + "%3" + number[6:7] + number[7:],
		"entities":         each(number, func(c byte) string { return fmt.Sprintf("&#%d;", c) }),
		"hex entities":     each(number, func(c byte) string { return fmt.Sprintf("&#x%X;", c) }),
		"some entities":    number[:5] + fmt.Sprintf("&#%d;", number[5]) + number[6:],
		"JSON escapes":     each(number, func(c byte) string { return fmt.Sprintf(`\u%04x`, c) }),
		"Go escapes":       each(number, func(c byte) string { return fmt.Sprintf(`\x%02x`, c) }),
		"split by tags":    "<a>" + number[:8] + "</a><b>" + number[8:] + "</b>",
		"split by element": "<d>" + number[:4] + "</d>\n  <d>" + number[4:12] + "</d>\n  <d>" + number[12:] + "</d>",
		"after a digest":   "<sum>c6bd45c15bf785ef61e485dd37b10ed6</sum><n>" + number[:8] + "</n><n>" + number[8:] + "</n>",
		"digit by digit":   each(number, func(c byte) string { return "<i>" + string(c) + "</i>" }),
		"split by comment": number[:8] + "<!-- x -->" + number[8:],
		"UTF-16":           wide.String(),
		"gzip":             packed.String(),
		"percent, base64":  base64.StdEncoding.EncodeToString([]byte("body=" + percent)),
		"base64 twice":     base64.StdEncoding.EncodeToString([]byte(base64.StdEncoding.EncodeToString([]byte("pan:" + number + ";")))),
		"tags, entities":   "<a>" + number[:8] + "</a><b>" + each(number[8:], func(c byte) string { return fmt.Sprintf("&#%d;", c) }) + "</b>",
	}
}

func TestScan_FindsEverySeededLeak(t *testing.T) {
	scanner := cardscan.New()
	for _, number := range []string{card("4", 16), card("5321", 16), card("2200", 16), card("37", 15), card("2221", 16), card("6759", 18), card("9112", 16), card("62", 19)} {
		for name, leak := range leaks(number) {
			text := "first line\n" + leak + "\nlast line\n"
			if name == "gzip" {
				text = leak
			}
			found := scanner.Scan("log", []byte(text))
			if len(found) == 0 || found[0].Rule != "card-number" {
				t.Errorf("%s of %s… is not found: %v", name, number[:4], found)
				continue
			}
			for _, f := range found {
				if strings.Contains(f.String(), number) || strings.Contains(f.String(), number[6:len(number)-4]) {
					t.Errorf("%s: the finding leaks: %s", name, f)
				}
			}
			if found[0].Line != 2 && name != "gzip" && found[0].How == "plain" {
				t.Errorf("%s: line %d", name, found[0].Line)
			}
		}
	}
}

func TestScan_FindsSecretsByTheirFields(t *testing.T) {
	scanner := cardscan.New(cardscan.WithFields())
	for name, leak := range map[string]string{
		"XML":     "<cvc2>519</cvc2>",
		"typed":   `<cvc2 xsi:type="xsd:string">5190</cvc2>`,
		"JSON":    `{"cvc2": "519"}`,
		"form":    "a=b&cvc2=519&c=d",
		"log":     "msg=pay cvv=519",
		"pass":    "<password>Hunter22</password>",
		"salt":    `"salt":"s3cr3t"`,
		"word":    "secret_word=s3cr3t",
		"YAML":    "a: b\n  password: Hunter22\n",
		"token":   "<paymenttoken>eyJhbGciOi</paymenttoken>",
		"base64":  base64.StdEncoding.EncodeToString([]byte("<password>Hunter22</password>")),
		"percent": "body=%3Cpassword%3EHunter22%3C/password%3E",
		"key":     "-----BEGIN RSA PRIV" + "ATE KEY-----",
		"key 2":   "-----BEGIN PRIV" + "ATE KEY-----",
	} {
		if found := scanner.Scan("log", []byte(leak)); len(found) == 0 || strings.Contains(found[0].String(), "Hunter") || strings.Contains(found[0].String(), "519") {
			t.Errorf("%s: %v", name, found)
		}
	}
}

func TestScan_LetsPassWhatIsNoCardData(t *testing.T) {
	scanner := cardscan.New(cardscan.WithFields())
	number := card("4", 16)
	for name, text := range map[string]string{
		"test card":        "<cardnumber>4111111111111111</cardnumber>",
		"test card, coded": base64.StdEncoding.EncodeToString([]byte("<x>4111111111111111</x>")),
		"masked":           "411111******1111 and 411111****1111",
		"masked fields":    "<password>***</password><cvc2>***</cvc2> password=***",
		"wrong digit":      number[:15] + string('0'+('9'-number[15]+1)%10),
		"longer run":       number + "12345",
		"a timestamp":      "20261121180000000",
		"zeros":            "0000000000000000",
		"billnumber":       "5000000000000012.1",
		"zero bytes":       strings.Repeat("\x00", 1<<20),
		"sum":              "d41d8cd98f00b204e9800998ecf8427e",
		"digest, number":   "<sum>C6BD45C15BF785EF61E485DD37B10ED6</sum>\n<n>5267778950201196.1</n>",
		"number, digest":   "<n>65267778950201</n><sum>196d45c15bf785ef61e485dd37b10ed6</sum>",
		"time, number":     "<t>22:45:30</t><i>0</i><n>734453003</n><t>21.11.2026 22:45:30</t>",
		"days":             "<d>23</d><m>11</m><y>2026</y><d>24</d>\n<m>11</m><y>2026</y><h>03</h>",
		"public key":       "-----BEGIN PUBLIC KEY-----",
		"prose":            "the same codes as a wrong password: which of the two",
		"code table":       "cvc2 is a field; password too",
		"test values":      "<cvc2>123</cvc2><password>sandbox_pass1</password>",
	} {
		if found := scanner.Scan("x", []byte(text)); len(found) > 0 {
			t.Errorf("%s: %v", name, found)
		}
	}
}

func TestScan_IsBounded(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	size := 1 << 20
	if underRace {
		size = 8 << 10
	}
	for range 200 {
		_, _ = z.Write(make([]byte, size))
	}
	_ = z.Close()
	scanner := cardscan.New(cardscan.WithFields())
	scanner.Scan("bomb", packed.Bytes())
	scanner.Scan("digits", bytes.Repeat([]byte("1"), size))
	scanner.Scan("tags", bytes.Repeat([]byte("<"), size))
}

// TestRepository_HoldsNoCardData scans every file that git knows.
func TestRepository_HoldsNoCardData(t *testing.T) {
	if underRace {
		t.Skip("one goroutine reads files: nothing to see for the race detector")
	}
	root, err := exec.Command("git", "rev-parse", "--show-toplevel").Output()
	if err != nil {
		t.Skip("no git repository")
	}
	files, err := cardscan.Tracked(strings.TrimSpace(string(root)))
	if err != nil || len(files) < 100 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	found, err := cardscan.New().Files(files...)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Error(f)
	}
}

func TestFiles_WalksFolders(t *testing.T) {
	folder := t.TempDir()
	if err := os.MkdirAll(filepath.Join(folder, "a", "b"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "a", "b", "log"), []byte("x\n"+card("4", 16)), 0o600); err != nil {
		t.Fatal(err)
	}
	found, err := cardscan.New().Files(folder)
	if err != nil || len(found) != 1 || found[0].Line != 2 || !strings.HasSuffix(found[0].Name, filepath.Join("a", "b", "log")) {
		t.Errorf("%v, %v", found, err)
	}
	if _, err = cardscan.New().Files(filepath.Join(folder, "nothing")); err == nil {
		t.Error("a path that is not there is clean")
	}
}
