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
	// Signing are the merchants that cases call "signing", "signing2" ….
	Signing []Account
	// Proofs make the signatures of placeholders, by the word that asks for them.
	Proofs map[string]Proof
	// Options are those of the connection: authorities, certificates, proxy.
	Options []soapclient.Option
	// Offers are the words that cases may need: "sandbox", "clock". A second merchant
	// and one that signs are offered by being there.
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
	name := func(prefix string, m soapclient.Merchant) {
		vars[prefix+"merchant"] = m.ID
		vars[prefix+"login"] = m.Login
		vars[prefix+"password"] = m.Password.Reveal()
	}
	for i, prefix := range []string{"", "other."} {
		if i < len(t.Merchants) {
			name(prefix, t.Merchants[i])
		}
	}
	for i := range t.Signing {
		prefix := signingWord + "."
		if i > 0 {
			prefix = fmt.Sprintf("%s%d.", signingWord, i+1)
		}
		name(prefix, t.Signing[i].Merchant)
	}
	return vars
}

// offers reports whether the target has what a case needs.
func (t *Target) offers(need string) bool {
	switch need {
	case otherMerchant:
		return len(t.Merchants) > 1
	case signingWord:
		return len(t.Signing) > 0
	}
	return slices.Contains(t.Offers, need)
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
