package conformance

import (
	"regexp"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

var digitRun = regexp.MustCompile(`[0-9]{12,19}`)

// masked hides in differences what no report may show: passwords, secret words and card
// numbers, of which the last four digits stay.
func (r *caseRun) masked(st *Step, found []Difference) []Difference {
	secrets := []string{st.Options.Key("password", ""), st.Options.Key("secret-word", "")}
	for _, m := range r.plan.Target.everyone() {
		secrets = append(secrets, m.Password.Reveal(), m.SecretWord.Reveal())
	}
	for i := range found {
		for _, secret := range secrets {
			if secret != "" {
				found[i].Text = strings.ReplaceAll(found[i].Text, secret, "***")
			}
		}
		found[i].Text = digitRun.ReplaceAllStringFunc(found[i].Text, func(run string) string {
			if !service.Luhn(run) {
				return run
			}
			return strings.Repeat("*", len(run)-4) + run[len(run)-4:]
		})
	}
	return found
}
