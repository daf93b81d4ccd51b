package cli

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/beevik/etree"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// dryRun prints a request as it would leave, secrets masked.
func dryRun(w io.Writer, client *soapclient.Client, target *callTarget, record *service.Record, options ...service.CallOption) error {
	prepared, err := client.Prepare(target.service, target.operation, record, options...)
	if err != nil {
		return requestFailure(err)
	}
	fmt.Fprintf(w, "POST %s\n", prepared.URL)
	for _, name := range slices.Sorted(maps.Keys(prepared.Header)) {
		if name == "Content-Type" || strings.EqualFold(name, "SOAPAction") {
			fmt.Fprintf(w, "%s: %s\n", strings.Replace(name, "Soapaction", "SOAPAction", 1), prepared.Header.Get(name))
		}
	}
	fmt.Fprintf(w, "\n%s", pretty(prepared.Masked))
	return nil
}

// pretty indents a message for people; what is no XML stays as it is.
func pretty(message []byte) string {
	doc := etree.NewDocument()
	if err := doc.ReadFromBytes(message); err != nil || doc.Root() == nil {
		return strings.TrimRight(string(message), "\n") + "\n"
	}
	doc.Indent(2)
	text, err := doc.WriteToString()
	if err != nil {
		return string(message) + "\n"
	}
	return text
}

// traceTo shows exchanges as they happen.
func traceTo(w io.Writer) soapclient.Hook {
	return func(_ context.Context, x *soapclient.Exchange) {
		fmt.Fprintf(w, "--- sent to %s.%s, attempt %d, %d bytes\n%s", x.Service, x.Operation, x.Attempt, x.RequestBytes, pretty(x.MaskedRequest()))
		if reply := x.MaskedReply(); reply != nil {
			fmt.Fprintf(w, "--- received, HTTP status %d, %d bytes, %v\n%s", x.Status, x.ReplyBytes, x.Phases.Total.Round(1e5), pretty(reply))
		}
	}
}

// printReply writes what became of the call and the fields of the answer, one on a
// line, secrets masked. A refusal by the bank ends with exit code 1.
func printReply(w io.Writer, reply *soapclient.Reply) error {
	result := &reply.Result
	fmt.Fprintf(w, "outcome=%s\n", result.Outcome)
	if result.Verified == "" {
		fmt.Fprintln(w, "verified=nothing to verify")
	} else {
		fmt.Fprintf(w, "verified=%s\n", result.Verified)
	}
	if result.TestMode {
		fmt.Fprintln(w, "test mode=yes, ship nothing")
	}
	if err := printRecord(w, reply.Record); err != nil {
		return err
	}
	switch result.Outcome {
	case service.Refused, service.Unknown:
		return &exitError{exitFindings, nil}
	}
	return nil
}

func printRecord(w io.Writer, r *service.Record) error {
	if r == nil {
		return nil
	}
	codec, err := envelope.New(r.Service(), envelope.Options{})
	if err != nil {
		return err
	}
	fmt.Fprintln(w)
	masked := codec.RedactRecord(r)
	printFields(w, "", masked)
	for _, extra := range masked.Extras {
		fmt.Fprintf(w, "%s=%s (not described)\n", printable(extra.Path), printable(extra.Text))
	}
	return nil
}

func printFields(w io.Writer, prefix string, r *service.Record) {
	for i, v := range r.Values() {
		name := prefix + r.Fields()[i].Name
		for j := range v.Items {
			printValue(w, fmt.Sprintf("%s[%d]", name, j+1), &v.Items[j])
		}
		if v.Items == nil {
			printValue(w, name, &v)
		}
	}
}

func printValue(w io.Writer, name string, v *service.Value) {
	switch {
	case v.Record != nil:
		printFields(w, name+"/", v.Record)
	case v.State == service.Nil:
		fmt.Fprintf(w, "%s (nil)\n", name)
	case v.State == service.Present:
		fmt.Fprintf(w, "%s=%s\n", name, printable(v.Text))
	}
}

// printable keeps a value on its line and a terminal from obeying it.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case r < ' ' || r >= 0x7f && r < 0xa0:
			return '?'
		}
		return r
	}, text)
}
