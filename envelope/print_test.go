package envelope_test

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
)

func TestPrint_CredentialsAndRepliesShowNothing(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	cred := envelope.Credentials{Merchant: "123456", Login: "me", Password: service.NewSecret("Hidden-Pass-1"), SecretWord: service.NewSecret("Hidden-Salt-1"), Signer: key}
	reply := envelope.Reply{Status: 200, ContentType: "text/xml", Body: []byte("<a>Hidden-1</a>")}
	var text strings.Builder
	log := slog.New(slog.NewJSONHandler(&text, nil))
	for _, v := range []any{cred, &cred, reply, &reply} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
			fmt.Fprintf(&text, verb+" ", v)
		}
		log.Info("m", "v", v)
		_ = json.NewEncoder(&text).Encode(v)
	}
	for _, verb := range "dxXbocUtep" {
		fmt.Fprintf(&text, "%"+string(verb), cred)
	}
	for _, hidden := range []string{"Hidden", "72 105 100 100", "48 69 64 64", key.D.String()[:20], fmt.Sprintf("%x", key.D)[:20]} {
		if strings.Contains(text.String(), hidden) {
			t.Errorf("%q is shown", hidden)
		}
	}
	if !strings.Contains(text.String(), "123456") || !strings.Contains(text.String(), "15 bytes") {
		t.Error("nothing is left to see")
	}
}
