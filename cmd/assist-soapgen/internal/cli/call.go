package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"

	"github.com/spf13/pflag"

	"github.com/assist-soap/toolkit/envelope"
	"github.com/assist-soap/toolkit/generated/catalog"
	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

// callFlags are the flags of call.
type callFlags struct {
	endpoint, config, values string
	dryRun, trace            bool
	variants, wrappers       []string
	language, form           string
	testCard                 string
}

func callCommand() command {
	return command{
		name:    "call",
		args:    "SERVICE.OPERATION field=value…",
		summary: "Call an operation: on the embedded sandbox, or at an endpoint.",
		example: "assist-soapgen call createbill.create bill=B-1 bill_amount=100.10 bill_currency=RUB\n" +
			"assist-soapgen call createbill.create --dry-run bill=B-1 bill_amount=100.10\n" +
			"assist-soapgen call silentpay --endpoint http://127.0.0.1:8642 --values card.txt ordernumber=A-1 orderamount=100.10\n" +
			"assist-soapgen call orderstate --form post/xml ordernumber=A-1\n" +
			"assist-soapgen call billstatus --endpoint https://payments.t.paysecure.ru --config merchant.conf bill=B-1\n\n" +
			"Fields are named as in the message or in the documents, in any case; those of records inside are paths, as in\n" +
			"customer/firstname or operation[2]/amount; credentials, check value and signature are filled in. Passwords, card numbers, CVC2 and other secrets come from lines of --values, from --config, or\n" +
			"from the environment as ASSIST_ and the field's name (ASSIST_CARDNUMBER); never from the command line. Without\n" +
			"--config the merchant is ASSIST_MERCHANT, ASSIST_LOGIN, ASSIST_PASSWORD, ASSIST_SECRET_WORD; on the embedded\n" +
			"sandbox and other endpoints of this computer, the sandbox's first; merchant_id=700001 chooses another of them.\n\n" + merchantConfigHelp + "\n\n" +
			"Exit codes: 0 succeeded, pending or waiting for the payer; 1 refused, or the answer cannot be trusted; 2 usage;\n" +
			"3 no answer or outcome unknown: do not send it again, ask; 5 a secret on the command line.",
		flags: func(set *pflag.FlagSet) func(*session, []string) error {
			var f callFlags
			set.StringVar(&f.endpoint, "endpoint", "", "server to call; without it that of --config, else the embedded sandbox")
			set.StringVar(&f.config, "config", "", "`file` with the merchant's credentials, described below the examples")
			set.StringVar(&f.values, "values", "", "`file` of field=value lines, - for stdin; # starts a comment line")
			set.BoolVar(&f.dryRun, "dry-run", false, "print the request with secrets masked and send nothing")
			set.BoolVar(&f.trace, "trace", false, "print what was sent and received, with secrets masked, on stderr")
			set.StringArrayVar(&f.variants, "variant", nil, "use another reading of a digest, as `service.operation.message.kind=name`; may be repeated")
			set.StringArrayVar(&f.wrappers, "wrapper", nil, "send another name of the first element, as `service.operation=key`; may be repeated")
			set.StringVar(&f.testCard, "test-card", "", "pay with the sandbox's test card that is answered with this `code`, as AS000; the fields of a card are filled in")
			set.StringVar(&f.language, "language", "en", "language of refusals: en or ru")
			set.StringVar(&f.form, "form", "", "how the request is written and in what its answer is wanted: soap, or post or json with csv, xml, soap, json behind a slash, as in `post/xml`; describe lists the forms of a service")
			return func(s *session, args []string) error { return f.call(s, args) }
		},
	}
}

func (f *callFlags) call(s *session, args []string) error {
	if f.language != "en" && f.language != "ru" {
		return usageError("--language %q: en and ru are there", f.language)
	}
	if len(args) == 0 {
		return usageError("say what to call, as in: call SERVICE.OPERATION field=value…")
	}
	target, err := findOperation(catalog.Services(), args[0])
	if err != nil {
		return &exitError{exitUsage, err}
	}
	options, err := f.callOptions(target)
	if err != nil {
		return err
	}
	in, err := f.readFields(s, target, args[1:])
	if err != nil {
		return err
	}
	place, err := f.place(s)
	if err != nil {
		return err
	}
	defer place.close()
	client, err := f.client(s, place, in)
	if err != nil {
		return &exitError{exitUsage, err}
	}
	defer client.Close()
	if f.dryRun {
		return dryRun(s.stdout, client, target, in.record, options...)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	reply, err := client.Call(ctx, target.service, target.operation, in.record, options...)
	if err != nil {
		return f.failure(s, place, err)
	}
	return printReply(s.stdout, reply)
}

// callOptions are those of the one call.
func (f *callFlags) callOptions(target *callTarget) ([]service.CallOption, error) {
	if f.form == "" {
		return nil, nil
	}
	form, err := envelope.ParseForm(f.form)
	if err != nil {
		return nil, usageError("--form: %w", err)
	}
	codec, err := envelope.New(target.service, envelope.Options{})
	if err != nil {
		return nil, err
	}
	if _, err := codec.Offer(target.operation, form); err != nil {
		return nil, usageError("--form: %w", err)
	}
	return []service.CallOption{soapclient.As(form)}, nil
}

// requestFailure says all that is wrong with a request, a line for each field.
func requestFailure(err error) error {
	invalid, ok := errors.AsType[*soapclient.InvalidRequestError](err)
	if !ok {
		return &exitError{exitUsage, err}
	}
	var lines []error
	for _, problem := range invalid.Problems {
		lines = append(lines, errors.New(problem.String()))
	}
	return &exitError{exitUsage, errors.Join(lines...)}
}

// failure sorts an error into the exit codes.
func (f *callFlags) failure(s *session, p *place, err error) error {
	if _, ok := errors.AsType[*soapclient.InvalidRequestError](err); ok {
		return requestFailure(err)
	}
	if _, unknown := errors.AsType[*soapclient.OutcomeUnknownError](err); unknown {
		return &exitError{exitInfrastructure, err}
	}
	if gateway, ok := errors.AsType[*soapclient.GatewayError](err); ok {
		fmt.Fprintf(s.stderr, "assist-soapgen call: %s\n", gateway.In(f.language))
		if p.embedded {
			fmt.Fprintln(s.stderr, "assist-soapgen call: the embedded sandbox remembers nothing between calls; start assist-soapgen sandbox and give --endpoint http://127.0.0.1:8642")
		}
		return &exitError{exitFindings, nil}
	}
	_, mismatch := errors.AsType[*soapclient.MismatchError](err)
	_, echo := errors.AsType[*soapclient.EchoError](err)
	_, unverified := errors.AsType[*soapclient.UnverifiedError](err)
	if mismatch || echo || unverified {
		return &exitError{exitFindings, err}
	}
	return &exitError{exitInfrastructure, err}
}
