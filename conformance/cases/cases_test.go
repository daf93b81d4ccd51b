package cases_test

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/conformance"
	"github.com/assist-soap/toolkit/conformance/cases"
	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/generated/codes"
	"github.com/assist-soap/toolkit/service"
)

func load(t *testing.T) []*conformance.Case {
	t.Helper()
	list, err := conformance.Load(cases.Files, ".")
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// eachFile calls look with every case file.
func eachFile(t *testing.T, look func(name, text string)) {
	t.Helper()
	names, err := fs.Glob(cases.Files, "*/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(cases.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		look(name, string(text))
	}
}

func TestCases_EveryServiceHasAtLeast25(t *testing.T) {
	count := map[string]int{}
	for _, c := range load(t) {
		count[path.Dir(c.Name)]++
	}
	for _, s := range catalog.Services() {
		if n := count[s.Name]; n < 25 {
			t.Errorf("%s has %d cases", s.Name, n)
		}
		delete(count, s.Name)
	}
	for folder := range count {
		t.Errorf("folder %s belongs to no service of the catalogue", folder)
	}
}

func TestCases_CallOperationsThatExist(t *testing.T) {
	for _, c := range load(t) {
		own := false
		for i := range c.Steps {
			name, operation, _ := strings.Cut(c.Steps[i].Call, ".")
			own = own || name == path.Dir(c.Name)
			at := slices.IndexFunc(catalog.Services(), func(s *service.Service) bool { return s.Name == name })
			if at < 0 || catalog.Services()[at].Operation(operation) == nil {
				t.Errorf("%s: there is no operation %s", c.Name, c.Steps[i].Call)
			}
		}
		if !own {
			t.Errorf("%s: no step calls the service of its folder", c.Name)
		}
	}
}

func TestCases_NamesAndTitlesAreUniqueInAService(t *testing.T) {
	names, titles := map[string]bool{}, map[string]string{}
	form := regexp.MustCompile(`^[a-z0-9]+/[a-z0-9]+(-[a-z0-9]+)*$`)
	for _, c := range load(t) {
		if names[c.Name] || !form.MatchString(c.Name) {
			t.Errorf("%s: the name is taken, or is not made of words and hyphens", c.Name)
		}
		names[c.Name] = true
		title := path.Dir(c.Name) + ": " + strings.ToLower(c.Title)
		if other := titles[title]; other != "" {
			t.Errorf("%s and %s have the same title", other, c.Name)
		}
		titles[title] = c.Name
	}
}

func TestCases_SayWhyAndWhere(t *testing.T) {
	trap := regexp.MustCompile(`^trap-([1-9]|1[0-9]|2[0-9])$`) // section 11 of the protocol notes has 29
	for _, c := range load(t) {
		if c.Why == "" || len(c.Tags) == 0 || len(c.Source) == 0 || strings.HasSuffix(c.Title, ".") {
			t.Errorf("%s: it needs a title without full stop, a why, tags and sources", c.Name)
		}
		for _, source := range c.Source {
			if !slices.ContainsFunc(codes.Tables.Sources, func(s service.SourceDoc) bool { return s.ID == source }) {
				t.Errorf("%s: source %s is not in wsdl/common.yaml", c.Name, source)
			}
		}
		for _, tag := range c.Tags {
			if strings.HasPrefix(tag, "trap-") && !trap.MatchString(tag) {
				t.Errorf("%s: there is no %s", c.Name, tag)
			}
		}
	}
}

var (
	cardLike = regexp.MustCompile(`[0-9](?:[ -]?[0-9]){11,}`)
	zeros    = regexp.MustCompile(`^0+$`)
)

// TestCases_HoldNoCardNumbersButTheSandboxs: zeros are nobody's number, and pass Luhn.
func TestCases_HoldNoCardNumbersButTheSandboxs(t *testing.T) {
	known := map[string]bool{}
	for _, c := range sandbox.TestCards() {
		known[c.Number] = true
	}
	seen := 0
	eachFile(t, func(name, text string) {
		for _, found := range cardLike.FindAllString(text, -1) {
			digits := strings.NewReplacer(" ", "", "-", "").Replace(found)
			switch {
			case known[digits]:
				seen++
			case zeros.MatchString(digits):
			case holdsCard(digits):
				t.Errorf("%s: %s could be somebody's card number; change a digit or take a test card", name, found)
			}
		}
	})
	if seen == 0 {
		t.Error("no test card was found: the scan is broken")
	}
}

// holdsCard reports whether a run of digits is a card number, or has room for one.
func holdsCard(digits string) bool {
	return len(digits) > 19 || service.Luhn(digits)
}

// TestCases_HoldNoCredentials: the cases run against real test accounts too, so what a
// target knows its merchants by stands in them as placeholders only. What is wrong on
// purpose says so, or could not be right.
func TestCases_HoldNoCredentials(t *testing.T) {
	sent := regexp.MustCompile(`(?im)(?:^(?:login|password)=|<(?:\w+:)?(?:login|password)(?: [^>]*)?>)([^<\n]*)`)
	allowed := regexp.MustCompile(`^\s*$|^\s*\{\{((other|signing[0-9]*)\.)?(login|password)\}\}\s*$|wrong`)
	eachFile(t, func(name, text string) {
		for _, m := range sandbox.DefaultMerchants() {
			for _, secret := range []string{m.Login, m.Password, m.SecretWord} {
				if strings.Contains(text, secret) {
					t.Errorf("%s: %s is a credential of the sandbox; write a placeholder", name, secret)
				}
			}
		}
		for _, found := range sent.FindAllStringSubmatch(text, -1) {
			if !allowed.MatchString(found[1]) {
				t.Errorf("%s: %q may be a credential", name, found[0])
			}
		}
	})
}

func TestCases_NameNoRealHost(t *testing.T) {
	host := regexp.MustCompile(`https?://([^/\s<>"{}:]+)`)
	ours := regexp.MustCompile(`(^|\.)example\.(com|org|net)$|^(www\.)?(paysecure\.ru|w3\.org|assist\.ru)$|^schemas\.xmlsoap\.org$|^127\.0\.0\.1$|^localhost$`)
	eachFile(t, func(name, text string) {
		for _, found := range host.FindAllStringSubmatch(text, -1) {
			if !ours.MatchString(found[1]) {
				t.Errorf("%s: %s is somebody's host", name, found[1])
			}
		}
	})
}

// TestCases_CoverEveryResponseCodeAndEveryOutcome keeps the tables and the cases together.
func TestCases_CoverEveryResponseCodeAndEveryOutcome(t *testing.T) {
	var all strings.Builder
	outcomes := map[string]bool{}
	for _, c := range load(t) {
		for i := range c.Steps {
			st := &c.Steps[i]
			if st.Reply != nil {
				all.WriteString(st.Reply.Text)
			}
			outcomes[st.Output.Key("outcome", st.Error.Key("kind", ""))] = true
		}
	}
	for _, code := range codes.Tables.Response {
		if old := strings.HasPrefix(code.Code, "AS0") && code.Code != "AS000"; !old && !strings.Contains(all.String(), ">"+code.Code+"<") {
			t.Errorf("no case reads %s", code.Code)
		}
	}
	for _, outcome := range []service.Outcome{service.Succeeded, service.Refused, service.ActionRequired, service.Pending} {
		if !outcomes[outcome.String()] {
			t.Errorf("no case ends in %s", outcome)
		}
	}
	for _, kind := range []string{"invalid-request", "gateway", "mismatch", "unverified", "echo", "not-soap", "malformed", "transport", "unknown-outcome"} {
		if !outcomes[kind] {
			t.Errorf("no case ends in an error of kind %s", kind)
		}
	}
}
