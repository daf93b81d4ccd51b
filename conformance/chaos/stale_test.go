package chaos

import (
	"errors"
	"testing"
	"time"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// TestResolve_ACopyOfAnOlderAnswerProvesNothing: an answer is genuine, and of a time
// before the request arrived.
func TestResolve_ACopyOfAnOlderAnswerProvesNothing(t *testing.T) {
	w, op := newCutWorld(t), operation("wscancel.cancel")
	whole, err := op.Fields("A-1", goodCard, w.gateway.deed(t.Context(), w.client))
	if err != nil {
		t.Fatal(err)
	}
	w.line.clock.Advanced = w.line.arrive
	w.line.next = []string{"replay", "late=200s"} // the question before it is what will be copied
	_, err = w.gateway.call(t.Context(), w.client, op.Name, withPart(w.gateway, op, whole), soapclient.Part("one"))
	unknown, ok := errors.AsType[*soapclient.OutcomeUnknownError](err)
	if !ok {
		t.Fatal(err)
	}
	w.line.clock.Clock.Advance(20 * time.Minute)
	w.line.arrive()
	w.line.next = []string{"replay"}
	found, err := w.client.Resolve(t.Context(), unknown.Intent)
	if err != nil || found.Outcome != service.Succeeded || found.Asked < 2 {
		t.Errorf("%+v, %v", found, err)
	}
}
