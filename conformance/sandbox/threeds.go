package sandbox

import (
	"encoding/base64"
	"net/http"
	"strings"
	"time"
)

// flow is how 3-D Secure goes on with the card that asks for it. The zero flow is
// version 1: a page of the bank. The others are chosen by the name on the card, as
// [Flows] lists them.
type flow struct {
	challenge string // F frictionless, C challenge, D decoupled (D15); "" for version 1
	refused   bool
}

func (f flow) second() bool { return f.challenge != "" }

// Flow is a name on the card that chooses a scenario of 3-D Secure 2.
type Flow struct{ Holder, Challenge, Ends string }

// endsAsChosen stands for how a payment ends that a person decides.
const endsAsChosen = "as the page says"

// Flows lists the scenarios of 3-D Secure 2 (D16). A payment with the 3-D Secure test
// card and such a name answers AS110 with threedsdata; get3dsecver2 goes on with it.
func Flows() []Flow {
	return []Flow{
		{"FRICTIONLESS", "F", StateApproved},
		{"FRICTIONLESS REFUSED", "F", StateDeclined},
		{"CHALLENGE", "C", endsAsChosen},
		{"DECOUPLED", "D", StateApproved},
	}
}

func flowOf(holder string) flow {
	for _, known := range Flows() {
		if strings.EqualFold(strings.TrimSpace(holder), known.Holder) {
			return flow{known.Challenge, known.Ends == StateDeclined}
		}
	}
	return flow{}
}

// goOn takes a payment of 3-D Secure 2 past the hidden frame.
func (l *Ledger) goOn(o *Order, now time.Time) {
	first := !o.step.met
	o.step.met = true
	switch f := o.step.flow; {
	case !o.open() || !first:
	case f.challenge == "D":
		o.Code, o.settleAt = codeInProcess, now.Add(settleAfter)
		o.latest().Code = codeInProcess
	case f.challenge == "F" && f.refused:
		l.decline(o, codeRefused, now)
	case f.challenge == "F":
		l.approve(o, now)
	}
}

// threeDSData says what 3-D Secure 2 needs next, or how it ended (D15, D16).
func threeDSData(o *Order, endpoint string) texts {
	s := o.step
	t := texts{"version": "2.0", "threeDSServerTransID": s.transID}
	switch {
	case !s.met:
		t["threeDSMethodURL"] = endpoint + pathMethod
		t["threeDSMethodData"] = base64.StdEncoding.EncodeToString([]byte(`{"threeDSServerTransID":"` + s.transID + `"}`))
	case o.open() && s.flow.challenge == "C":
		t["challenge"], t["alphaauthresult"] = "C", "C"
		t["challengeurl"] = endpoint + pathStep
		t["challengerequest"] = encodeStep(s.token)
	case o.open():
		t["challenge"], t["alphaauthresult"] = s.flow.challenge, "D"
	default:
		t["challenge"], t["alphaauthresult"], t["eci"] = s.flow.challenge, "Y", "5"
		if !o.paid() {
			t["alphaauthresult"], t["eci"] = "N", "7"
		}
	}
	return t
}

// showMethod is the bank's page for the hidden frame: it looks at the browser and says
// nothing.
func (s *Sandbox) showMethod(w http.ResponseWriter, _ *http.Request) {
	secure(w.Header(), "")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte("<!DOCTYPE html><title>3-D Secure</title>\n"))
}
