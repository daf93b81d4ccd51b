package checkvalue_test

import (
	"errors"
	"os"
	"os/exec"
	"testing"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/service"
)

// TestFIPSOnly_IsAnErrorNotAPanic runs itself again in FIPS-only mode, which can
// only be chosen when a process starts.
func TestFIPSOnly_IsAnErrorNotAPanic(t *testing.T) {
	if os.Getenv("CHECKVALUE_FIPS_CHILD") == "" {
		again := exec.Command(os.Args[0], "-test.run=^TestFIPSOnly_IsAnErrorNotAPanic$")
		again.Env = append(os.Environ(), "CHECKVALUE_FIPS_CHILD=1", "GODEBUG=fips140=only")
		if out, err := again.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	s := example()
	d := s.Operations[1].Request.Digest(service.CheckValue)
	r := record(t, s, orderType, "checkvalue=DBE8D1AB4F19A27D161999DC53293881")
	_, keyErr := checkvalue.NewKey(secretWord)
	_, signErr := checkvalue.Sign(nil, checkvalue.S1, "x")
	_, detectErr := checkvalue.DetectMethod(nil, "x", "")
	_, verifyErr := checkvalue.Verify(d, checkvalue.Keys{}, r, nil)
	_, explainErr := checkvalue.Explain(checkvalue.Question{Digest: d, Message: r, SecretWord: secretWord})
	for name, err := range map[string]error{
		"NewKey": keyErr, "Sign": signErr, "VerifySignature": checkvalue.VerifySignature(nil, checkvalue.S1, "x", ""),
		"DetectMethod": detectErr, "Verify": verifyErr, "Explain": explainErr,
	} {
		if !errors.Is(err, checkvalue.ErrFIPS) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if got := checkvalue.Compute(secretWord, "x"); got != "" {
		t.Errorf("Compute gave %q", got)
	}
}
