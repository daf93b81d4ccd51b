package envelope

import (
	"errors"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// scrub masks the secrets of a request in the texts of an error: a gateway may
// echo what it refuses.
func (c *Codec) scrub(err error, request *service.Record, cred *Credentials) error {
	secrets := secretTexts(nil, request)
	if cred != nil {
		secrets = append(secrets, cred.Password.Reveal(), cred.SecretWord.Reveal())
	}
	clean := func(text *string) { *text = without(*text, secrets) }
	var gateway *GatewayError
	if errors.As(err, &gateway) {
		for _, text := range []*string{&gateway.FaultString, &gateway.Detail, &gateway.Message, &gateway.Recommendation, &gateway.FaultCode.Local, &gateway.FaultCode.Space} {
			clean(text)
		}
		for i := range gateway.Subcodes {
			clean(&gateway.Subcodes[i].Local)
		}
	}
	var strange *NotSOAPError
	if errors.As(err, &strange) {
		clean(&strange.Excerpt)
		clean(&strange.What)
		clean(&strange.ContentType)
	}
	var malformed *MalformedError
	if errors.As(err, &malformed) {
		clean(&malformed.Path)
		clean(&malformed.Message)
	}
	return err
}

// without masks secrets of three bytes and more: as they are, as the excerpt
// writes them, and where the excerpt was cut inside of one.
func without(text string, secrets []string) string {
	slices.SortFunc(secrets, func(a, b string) int { return len(b) - len(a) }) // a secret may hold another
	for _, secret := range secrets {
		for _, form := range [...]string{secret, harmless(secret, len(secret))} {
			if len(form) < 3 {
				continue
			}
			text = strings.ReplaceAll(text, form, "***")
			if cut, shortened := strings.CutSuffix(text, "…"); shortened {
				for n := len(form) - 1; n >= 3; n-- {
					if rest, inside := strings.CutSuffix(cut, form[:n]); inside {
						text = rest + "***…"
						break
					}
				}
			}
		}
	}
	return text
}

// secretTexts collects the values of secret and personal fields.
func secretTexts(found []string, r *service.Record) []string {
	if r == nil {
		return found
	}
	fields := r.Fields()
	var collect func(f *service.Field, v *service.Value)
	collect = func(f *service.Field, v *service.Value) {
		if v.Text != "" && masked(f) {
			found = append(found, v.Text)
		}
		found = secretTexts(found, v.Record)
		for i := range v.Items {
			collect(f, &v.Items[i])
		}
	}
	for i := range fields {
		collect(&fields[i], &r.Values()[i])
	}
	return found
}
