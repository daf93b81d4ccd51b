package conformance

import (
	"fmt"
	"slices"
	"time"

	"github.com/assist-soap/toolkit/checkvalue"
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
	// Cards are its own test cards, by the response code that answers the first payment
	// with them; nil when it knows those of the sandbox, or none.
	Cards map[string]TestCard
	// Options are those of the connection: authorities, certificates, proxy.
	Options []soapclient.Option
	// Offers are the words that cases may need: "sandbox", "clock". A second merchant
	// and one that signs are offered by being there.
	Offers []string
	// Advance moves the target's clock; nil when it has none.
	Advance func(time.Duration)
	// Pace says how fast it may be asked.
	Pace Pace
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
	for i, word := range t.words()[1:] {
		name(word+".", t.Signing[i].Merchant)
	}
	return vars
}

// checkvalues make the check values of the other merchants, for {{other.checkvalue X}}.
func (t *Target) checkvalues() map[string]Proof {
	proofs := map[string]Proof{}
	for _, word := range t.words() {
		merchant, _, err := t.merchantCalled(word)
		if err != nil {
			continue
		}
		proofs[word+".checkvalue"] = func(x string) (string, error) { return checkvalue.Compute(merchant.SecretWord, x), nil }
	}
	return proofs
}

// words are what cases call the merchants that are not the first.
func (t *Target) words() []string {
	words := []string{"other"}
	for i := range t.Signing {
		word := signingWord
		if i > 0 {
			word = fmt.Sprintf("%s%d", signingWord, i+1)
		}
		words = append(words, word)
	}
	return words
}

// offers reports whether the target has what a case needs.
func (t *Target) offers(need string) bool {
	switch need {
	case otherMerchant:
		return len(t.Merchants) > 1
	case signingWord:
		return len(t.Signing) > 0
	case cardsWord:
		return t.Cards != nil || slices.Contains(t.Offers, "sandbox")
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
