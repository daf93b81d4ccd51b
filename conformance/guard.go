package conformance

import (
	"fmt"
	"maps"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/service"
)

// UnsafeError says that a run was refused because it could move real money or send a
// real card number somewhere.
type UnsafeError struct{ Reasons []string }

// Error returns one line for each reason; none holds a card number.
func (e *UnsafeError) Error() string { return strings.Join(e.Reasons, "\n") }

// Consent are the two switches that must agree before a run may touch a production
// host: one on the command line, one in the environment, each with the host's name.
type Consent struct{ Flag, Environment string }

// Guard refuses a plan whose target is a production host of the gateway, or whose cases
// hold card numbers that are no test cards (PCI DSS 6.5.5), unless both switches name
// the target's host. What was decided goes into the report as evidence.
func (p *Plan) Guard(consent Consent) (evidence []string, err error) {
	host := hostOf(p.Target.Endpoint)
	var reasons []string
	if p.Tape == nil || !p.Tape.Replays() {
		reasons = realMoney(p.Services, host)
	}
	cards, err := p.strangeCards()
	if err != nil {
		return nil, err
	}
	return consent.allow(host, append(reasons, cards...))
}

// GuardEndpoint refuses a production host of the gateway for anything that plays with
// it, unless both switches name it.
func GuardEndpoint(services []*service.Service, endpoint string, consent Consent) error {
	host := hostOf(endpoint)
	_, err := consent.allow(host, realMoney(services, host))
	return err
}

func realMoney(services []*service.Service, host string) []string {
	if name := productionHost(services, host); name != "" {
		return []string{fmt.Sprintf("%s is a production host (%s); real money would move", host, name)}
	}
	return nil
}

// allow returns what was allowed by both switches, or the refusal.
func (consent Consent) allow(host string, reasons []string) (evidence []string, err error) {
	if len(reasons) == 0 {
		return nil, nil
	}
	if hostOf(consent.Flag) == host && hostOf(consent.Environment) == host && host != "" {
		for _, reason := range reasons {
			evidence = append(evidence, "allowed by --i-mean-production and ASSIST_ALLOW_PRODUCTION: "+reason)
		}
		return evidence, nil
	}
	return nil, &UnsafeError{append(reasons, "the run was refused; to mean it, give --i-mean-production "+host+" and set ASSIST_ALLOW_PRODUCTION="+host)}
}

// hostOf returns the host of an address or of a bare name, in lower case, without port
// and without the dot of a fully qualified name.
func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		address = u.Host
	}
	if name, _, err := net.SplitHostPort(address); err == nil {
		address = name
	}
	return strings.ToLower(strings.TrimSuffix(address, "."))
}

// productionHost returns the entry of the host table that makes host a production one,
// or "". A host listed as a test host is none; a host the table does not know, in a
// domain of production hosts, is taken for one: who adds a server there need not have
// told us.
func productionHost(services []*service.Service, host string) string {
	var production, domain string
	for _, s := range services {
		if s.Codes == nil {
			continue
		}
		for _, h := range s.Codes.Hosts {
			switch {
			case !hostFits(h.Name, host):
				if h.Production && domainOf(h.Name) == domainOf(host) {
					domain = h.Name
				}
			case !h.Production:
				return ""
			default:
				production = h.Name
			}
		}
	}
	if production == "" && domain != "" {
		return "in the domain of " + domain
	}
	return production
}

// hostFits compares a host with an entry, in which * stands for a part of one label.
func hostFits(pattern, host string) bool {
	expression := strings.ReplaceAll(regexp.QuoteMeta(strings.ToLower(pattern)), `\*`, `[^.]*`)
	return regexp.MustCompile("^" + expression + "$").MatchString(host)
}

func domainOf(host string) string {
	labels := strings.Split(host, ".")
	return strings.Join(labels[max(0, len(labels)-2):], ".")
}

// publishedCards are numbers that payment systems publish for tests.
var publishedCards = []string{
	"4242424242424242", "4012888888881881", "5105105105105100", "2223003122003222",
	"2200000000000004", "378282246310005", "371449635398431", "6011111111111117", "3530111333300000", "30569309025904",
}

// strangeCards lists the steps whose inputs hold card numbers that are no test cards.
func (p *Plan) strangeCards() ([]string, error) {
	chosen, err := p.Choose()
	if err != nil {
		return nil, err
	}
	allowed := slices.Clone(publishedCards)
	for _, c := range sandbox.TestCards() {
		allowed = append(allowed, c.Number)
	}
	allowed = append(allowed, p.TestCards...)
	names := cardFields(p.Services)
	var found []string
	for _, code := range slices.Sorted(maps.Keys(p.Target.Cards)) {
		if number := p.Target.Cards[code].Number; number != "" && !slices.Contains(allowed, number) {
			found = append(found, fmt.Sprintf("test_card.%s of --config is no test card that payment systems publish; if the endpoint says that it is one, list it in the file of --test-cards, too", code))
		}
	}
	for _, c := range chosen {
		for i := range c.Steps {
			for _, number := range cardsOf(&c.Steps[i], names) {
				if service.Luhn(number) && strings.Trim(number, "0") != "" && !slices.Contains(allowed, number) {
					found = append(found, fmt.Sprintf("%s: step %s holds a card number that is no test card", c.Name, c.Steps[i].Name))
				}
			}
		}
	}
	return found, nil
}

// cardFields returns the names under which card numbers are sent, folded.
func cardFields(services []*service.Service) map[string]bool {
	names := map[string]bool{}
	for _, s := range services {
		for i := range s.Types {
			for j := range s.Types[i].Fields {
				if f := &s.Types[i].Fields[j]; f.Facts != nil && f.Facts.Format == service.FormatPAN {
					names[strings.ToLower(f.Name)], names[strings.ToLower(f.Facts.Param)] = true, true
				}
			}
		}
	}
	return names
}

var namedNumber = regexp.MustCompile(`([\w.-]+)(?:\s[^<>]*)?(?:>|=|"\s*:\s*")\s*([0-9][0-9 -]{11,24})`)

// cardsOf returns the digits of all card numbers a step sends.
func cardsOf(st *Step, names map[string]bool) []string {
	var numbers []string
	clean := strings.NewReplacer(" ", "", "-", "")
	if st.Input != nil {
		for _, l := range st.Input.Fields {
			last := l.Name[strings.LastIndexByte(l.Name, '/')+1:]
			if names[strings.ToLower(last)] {
				numbers = append(numbers, clean.Replace(l.Value))
			}
		}
	}
	if st.Raw != nil {
		for _, found := range namedNumber.FindAllStringSubmatch(st.Raw.Text, -1) {
			if names[strings.ToLower(found[1])] {
				numbers = append(numbers, clean.Replace(found[2]))
			}
		}
	}
	return slices.DeleteFunc(numbers, func(n string) bool { return len(n) < 12 || strings.Trim(n, "0123456789") != "" })
}
