package sandbox

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// FaultKinds lists the faults there are, in the order in which a request meets them.
func FaultKinds() []FaultKind {
	return slices.Concat(connectionKinds(), beforeKinds(), transportKinds(), contentKinds())
}

func connectionKinds() []FaultKind {
	return []FaultKind{
		{"refuse", "refuse", AtConnection, "nobody listens: connections are refused", listenFault(refuseAll)},
		{"reset-early", "reset-early", AtConnection, "connections are reset as soon as they are made", listenFault(resetAll)},
		{"tls10", "tls10", AtConnection, "the server speaks TLS 1.0 only", tlsFault(oldTLS)},
		{"tls-expired", "tls-expired", AtConnection, "the server's certificate is over", tlsFault(expiredCertificate)},
		{"tls-wrong-host", "tls-wrong-host", AtConnection, "the server's certificate is another host's", tlsFault(foreignCertificate)},
		{"tls-untrusted", "tls-untrusted", AtConnection, "nobody known vouches for the server's certificate", tlsFault(untrustedCertificate)},
	}
}

func beforeKinds() []FaultKind {
	return []FaultKind{
		{"lose", "lose", BeforeGateway, "the request is read and lost, and the connection reset", bare(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			cutConnection(w)
		})},
		{"redirect", "redirect=STATUS", BeforeGateway, "a redirect to another host: 301, 302, 307 or 308", redirectFault},
		{"overload", "overload", BeforeGateway, "HTTP 503 and a page, as a proxy answers for a server that is down", bare(func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "Service Unavailable", http.StatusServiceUnavailable)
		})},
	}
}

func transportKinds() []FaultKind {
	return []FaultKind{
		{"delay", "delay=DURATION", AfterGateway, "answer so much later (real time), as in delay=2s", delayFault},
		{"dribble", "dribble=DURATION", AfterGateway, "the answer comes byte by byte, each so much later", dribbleFault},
		{"reset", "reset", AfterGateway, "the connection is cut before the answer", bareAfter(cutConnection)},
		{"truncate", "truncate[=BYTES]", AfterGateway, "the connection is cut after so many bytes of the answer, half of it without a number", truncateFault},
		{"cut", "cut[=BYTES]", AfterGateway, "the answer is so short and HTTP says that it is whole, half of it without a number", cutFault},
		{"gzip-bomb", "gzip-bomb", AfterGateway, "64 KB that unpack to 64 MB", bombFault},
		{"status500", "status500", AfterGateway, "a bare HTTP 500 without SOAP", bareAfter(func(w http.ResponseWriter) {
			http.Error(w, "Internal Server Error", http.StatusInternalServerError)
		})},
		{"html", "html", AfterGateway, "an HTML page with HTTP 200", bareAfter(func(w http.ResponseWriter) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = io.WriteString(w, "<!DOCTYPE html><title>Maintenance</title><p>The service is under maintenance.</p>\n")
		})},
		{"empty", "empty", AfterGateway, "HTTP 200 and nothing", bareAfter(func(w http.ResponseWriter) { w.Header().Set("Content-Type", "text/xml") })},
		{"json", "json", AfterGateway, "JSON instead of SOAP", bareAfter(func(w http.ResponseWriter) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, `{"orderstate":"Approved","responsecode":"AS000"}`)
		})},
		{"fault500", "fault500", AfterGateway, "a Fault that says unexpected error (1/1), HTTP 500", bareAfter(soapFault(http.StatusInternalServerError, 1, 1))},
		{"refusal", "refusal", AfterGateway, "a Fault that says the request was refused (5/108), though it was carried out", bareAfter(soapFault(http.StatusInternalServerError, 5, 108))},
		{"fault200", "fault200", AfterGateway, "the same Fault with HTTP 200", bareAfter(soapFault(http.StatusOK, 1, 1))},
	}
}

func contentKinds() []FaultKind {
	return []FaultKind{
		{"charset", "charset", AfterGateway, "the answer declares a charset that nobody knows", charsetFault},
		{"mislabelled", "mislabelled", AfterGateway, "the answer says UTF-8 and is not", altered(brokenUTF8)},
		{"malformed", "malformed", AfterGateway, "an end tag is another's", altered(malform)},
		{"dtd", "dtd", AfterGateway, "a document type with entities that grow", altered(addDTD)},
		{"deep", "deep[=LEVELS]", AfterGateway, "elements nested so deeply, 100000 without a number", deepFault},
		{"huge", "huge[=MEGABYTES]", AfterGateway, "one text of so many megabytes, 50 without a number", hugeFault},
		{"second-root", "second-root", AfterGateway, "the answer twice in one document", altered(secondRoot)},
		{"namespace", "namespace", AfterGateway, "the Envelope is of another namespace", altered(otherNamespace)},
		{"twice", "twice", AfterGateway, "an amount (or the first value) is there twice, with two values", altered(repeatValue)},
		{"other-order", "other-order", AfterGateway, "the first answer is sent again to every other request", replayFault(false)},
		{"replay", "replay", AfterGateway, "the answer before this one is sent again", replayFault(true)},
		{"wrong-checkvalue", "wrong-checkvalue", AfterGateway, "one digit of the check value is another", altered(wrongCheckValue)},
		{"wrong-signature", "wrong-signature", AfterGateway, "the signature is nobody's", altered(wrongSignature)},
		{"forge", "forge", AfterGateway, "state and response code say the opposite, check values stay", altered(forge)},
		{"skew", "skew[=DURATION]", AfterGateway, "the server's clock is wrong by so much, a day without a number", skewFault},
	}
}

// plain makes a kind that takes no value.
func plain(do action) func(string) (action, error) {
	return func(value string) (action, error) {
		if value != "" {
			return action{}, fmt.Errorf("it takes no value")
		}
		return do, nil
	}
}

// bare answers instead of the gateway, which hears nothing.
func bare(instead http.HandlerFunc) func(string) (action, error) {
	return plain(action{wrap: func(http.Handler) http.Handler { return instead }})
}

// bareAfter lets the gateway do its work and answers something else.
func bareAfter(instead func(http.ResponseWriter)) func(string) (action, error) {
	return plain(action{wrap: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			hold(next, w, r)
			instead(w)
		})
	}})
}

// altered changes the body of the gateway's answer.
func altered(change func(body []byte) []byte) func(string) (action, error) {
	return plain(alters(change))
}

func alters(change func(body []byte) []byte) action {
	return action{wrap: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			answer := hold(next, w, r)
			answer.replace(change(answer.body.Bytes()))
		})
	}}
}

// number reads an optional whole number.
func number(value, usage string, otherwise int) (int, error) {
	if value == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("a number is needed, as in %s", usage)
	}
	return n, nil
}

func duration(value, usage string) (time.Duration, error) {
	d, err := time.ParseDuration(value)
	if err != nil || d < 0 {
		return 0, fmt.Errorf("a duration is needed, as in %s", usage)
	}
	return d, nil
}

func redirectFault(value string) (action, error) {
	status, err := strconv.Atoi(value)
	if err != nil || !strings.Contains(" 301 302 307 308 ", " "+value+" ") {
		return action{}, fmt.Errorf("a status is needed, as in redirect=307")
	}
	return action{wrap: func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			w.Header().Set("Location", "http://elsewhere.invalid"+r.URL.Path)
			w.WriteHeader(status)
		})
	}}, nil
}
