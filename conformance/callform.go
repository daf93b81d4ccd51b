package conformance

import (
	"fmt"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// callOptions are the client's options for one call: the form that the step asks for,
// as in form: post/xml.
func (st *Step) callOptions() ([]service.CallOption, error) {
	text := st.Options.Key("form", "")
	if text == "" {
		return nil, nil
	}
	form, err := envelope.ParseForm(text)
	if err != nil {
		return nil, fmt.Errorf("option form: %w", err)
	}
	return []service.CallOption{soapclient.As(form)}, nil
}

// inSOAP reports whether the step's request goes out as SOAP: other forms have no schema.
func (st *Step) inSOAP() bool {
	form, err := envelope.ParseForm(st.Options.Key("form", "soap"))
	return err == nil && form.Request == envelope.RequestSOAP
}
