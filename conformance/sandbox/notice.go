package sandbox

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"text/template"
	"time"

	"github.com/assist-soap/toolkit/conformance/sandbox/internal/mail"
)

// What a notice about a bill says.
const (
	NoticeInvoiced = "invoiced"
	NoticeAnnulled = "annulled"
)

// How a notice goes out.
const (
	ByMail = "email"
	BySMS  = "sms" // kept in the outbox; the sandbox sends none
)

// States of a notice.
const (
	NoticeKept    = "kept"    // in the outbox; there is no server to send it to
	NoticeWaiting = "waiting" // will be tried, or tried again
	NoticeSent    = "sent"    // the server took it
	NoticeFailed  = "failed"  // given up
)

// Notice is a message to a customer about a bill (S0).
type Notice struct {
	Number   int // running, from 1
	Time     time.Time
	Merchant string
	Bill     string
	Kind     string // NoticeInvoiced …
	By       string // ByMail …
	To       string
	ReplyTo  []string // answers of the customer go to the shop
	Subject  string
	Text     string
	State    string // NoticeKept …
	Attempts int
	Result   string    // of the last attempt
	Next     time.Time // of the next attempt; zero: none
}

//go:embed notices
var noticeFiles embed.FS

// noticeData is what a template of a notice sees.
type noticeData struct {
	Customer  string // first and last name
	Bill      string
	Amount    string
	Currency  string
	Until     string // Moscow time, as the documents print it
	Link      string // of the payment page; "" when the bill was annulled
	Shop      string
	Addresses string
}

// moscow is the time zone of the notices (S0).
func moscow() *time.Location { return time.FixedZone("MSK", 3*60*60) }

// announce puts the notices of a bill into the outbox, and returns SendNotification as
// answers show it: 0 not asked for, 1 not performed yet, because an address is missing,
// 10 handed to the queue (S0, footnotes). asked is the request's SendNotification; without one the
// merchant's setting counts.
func (c *call) announce(b *Bill, kind, asked string) string {
	if asked == "" {
		asked = c.merchant.SendNotification
	}
	to, mobile := b.fields["customer_email"], b.fields["customer_mobile"]
	if !mail.Address(to) {
		to = ""
	}
	byMail := to != "" && (asked == "1" || asked == "3")
	bySMS := mobile != "" && (asked == "2" || asked == "3" && to != "") // 3 without an address: nothing at all (S0)
	switch {
	case asked == "" || asked == "0":
		return "0"
	case !byMail && !bySMS:
		return "1"
	}
	if byMail {
		c.post(b, Notice{Kind: kind, By: ByMail, To: to})
	}
	if bySMS {
		c.post(b, Notice{Kind: kind, By: BySMS, To: mobile})
	}
	return "10"
}

// post renders a notice and keeps it.
func (c *call) post(b *Bill, n Notice) {
	data := noticeData{
		Customer: strings.TrimSpace(b.fields["customer_name"] + " " + b.fields["customer_lastname"]),
		Bill:     b.Number, Amount: b.Amount, Currency: b.Currency,
		Until: b.PayUntil.In(moscow()).Format("02.01.2006 15:04"), Shop: c.merchant.Name,
		Addresses: strings.Join(c.merchant.Emails, ", "),
	}
	if n.Kind == NoticeInvoiced {
		data.Link = c.endpoint + pathBill + "?ID=" + b.Token
	}
	name := n.Kind
	if n.By == BySMS {
		name = BySMS
	}
	language := b.Language
	if language == "" {
		language = c.merchant.Language
	}
	n.Subject, n.Text = c.ledger.stationery.render(name, c.merchant.ID, language, data)
	n.Time, n.Merchant, n.Bill, n.ReplyTo = c.now, c.merchant.ID, b.Number, c.merchant.Emails
	n.Number, n.State = len(c.ledger.notices)+1, NoticeKept
	c.ledger.notices = append(c.ledger.notices, &n)
}

// stationery finds the templates of notices: those of a merchant, those of a
// configuration, then the documents' own.
type stationery struct{ own fs.FS }

// render fills a template in. Templates were tried when the sandbox was made, so one that
// fails has changed since; its error is what the notice then says.
func (s stationery) render(name, merchant, language string, data noticeData) (subject, text string) {
	page, err := s.find(name, merchant, strings.ToLower(language))
	if err != nil {
		return "", err.Error()
	}
	var out bytes.Buffer
	if err := page.Execute(&out, data); err != nil {
		return "", err.Error()
	}
	head, body, _ := strings.Cut(out.String(), "\n\n")
	return strings.TrimPrefix(head, "Subject: "), strings.TrimRight(body, "\n") + "\n"
}

// find looks for a template in a language, then in English.
func (s stationery) find(name, merchant, language string) (*template.Template, error) {
	if language != "ru" {
		language = "en"
	}
	file := name + "." + language + ".txt"
	if s.own != nil {
		for _, path := range []string{merchant + "/" + file, file} {
			if source, err := fs.ReadFile(s.own, path); err == nil {
				return template.New(path).Option("missingkey=error").Parse(string(source))
			}
		}
	}
	return template.ParseFS(noticeFiles, "notices/"+file)
}

// try renders every template that merchants may get, to find mistakes before they do.
func (s stationery) try(merchants []Merchant) error {
	var problems []error
	for _, name := range []string{NoticeInvoiced, NoticeAnnulled, BySMS} {
		for _, language := range []string{"en", "ru"} {
			for _, m := range merchants {
				page, err := s.find(name, m.ID, language)
				if err == nil {
					var out bytes.Buffer
					if err = page.Execute(&out, noticeData{}); err == nil && !strings.HasPrefix(out.String(), "Subject: ") {
						err = errors.New("the first line has to be Subject: …, the second one empty")
					}
				}
				if err != nil {
					problems = append(problems, fmt.Errorf("sandbox: template %s.%s.txt: %w", name, language, err))
					break
				}
			}
		}
	}
	return errors.Join(problems...)
}
