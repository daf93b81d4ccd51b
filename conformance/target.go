package conformance

import (
	"fmt"
	"slices"
	"time"

	"github.com/assist-soap/toolkit/soapclient"
)

// Target is what a run is held against: the embedded sandbox or an endpoint.
type Target struct {
	Name     string // for reports: "embedded sandbox", or the host
	Endpoint string
	// Merchants are the accounts the cases may use; the first is the default, the
	// second the one cases call "other".
	Merchants []soapclient.Merchant
	// Options are those of the connection: authorities, certificates, proxy.
	Options []soapclient.Option
	// Offers are the words that cases may need: "sandbox", "clock". A second merchant is
	// offered by being there.
	Offers []string
	// Advance moves the target's clock; nil when it has none.
	Advance func(time.Duration)
	// Now is the target's clock.
	Now func() time.Time
}

// vars are the placeholders every case may use.
func (t *Target) vars(unique string) map[string]string {
	vars := map[string]string{
		"unique":   unique,
		"endpoint": t.Endpoint,
		"future":   t.Now().Add(24 * time.Hour).UTC().Format("20060102T1504"),
		"soon":     t.Now().Add(10 * time.Minute).UTC().Format("20060102T1504"),
	}
	for i, m := range t.Merchants {
		prefix := ""
		if i == 1 {
			prefix = "other."
		}
		if i > 1 {
			break
		}
		vars[prefix+"merchant"] = m.ID
		vars[prefix+"login"] = m.Login
		vars[prefix+"password"] = m.Password.Reveal()
	}
	return vars
}

// offers reports whether the target has what a case needs.
func (t *Target) offers(need string) bool {
	return slices.Contains(t.Offers, need) || need == otherMerchant && len(t.Merchants) > 1
}

func (t *Target) check() error {
	if len(t.Merchants) == 0 {
		return fmt.Errorf("target %s: no merchant is configured", t.Name)
	}
	if t.Now == nil {
		return fmt.Errorf("target %s: it has no clock", t.Name)
	}
	return nil
}
