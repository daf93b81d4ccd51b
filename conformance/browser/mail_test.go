package browser_test

import (
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/assist-soap/toolkit/conformance/sandbox"
	"github.com/assist-soap/toolkit/generated/createbill"
	"github.com/assist-soap/toolkit/service"
)

// postbox is a real SMTP server that keeps what it gets.
type postbox struct {
	mu       sync.Mutex
	refusing bool
	letters  []letter
	address  string
}

type letter struct {
	from string
	to   []string
	text string
}

func newPostbox(t *testing.T) *postbox {
	t.Helper()
	p := &postbox{}
	server := smtp.NewServer(p)
	server.Domain = "localhost"
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.address = listener.Addr().String()
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(listener) }() // ended and waited for below
	t.Cleanup(func() { _ = server.Close(); <-done })
	return p
}

func (p *postbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{box: p}, nil }

func (p *postbox) refuse(yes bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refusing = yes
}

func (p *postbox) got() []letter {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]letter{}, p.letters...)
}

type session struct {
	box *postbox
	letter
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	if s.box.refusing {
		return &smtp.SMTPError{Code: 451, Message: "try again later"}
	}
	s.from = from
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = append(s.to, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	content, err := io.ReadAll(r)
	s.text = string(content)
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	s.box.letters = append(s.box.letters, s.letter)
	return err
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

// A bill with SendNotification=1 arrives at a real SMTP server, as the documents show it,
// after the server had no time for it at first.
func TestMail_NoticeOfABillArrives(t *testing.T) {
	box := newPostbox(t)
	box.refuse(true)
	clock := sandbox.NewClock(time.Date(2015, 1, 24, 15, 0, 0, 0, time.UTC))
	sb, err := sandbox.New(sandbox.Config{SMTP: box.address, Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	if err := sb.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sb.Close() })
	d := &desk{Sandbox: sb}
	d.connect(t)
	link := d.bill(t, "1c362fd", func(r *createbill.CreateRequest) {
		r.CustomerName, r.CustomerLastname = service.Some("Тест"), service.Some("Testov")
		r.CustomerEmail, r.SendNotification = service.Some("test@testpost.example"), service.Some(createbill.SendNotification("1"))
	})
	until(t, "the first attempt", func() bool { return sb.Outbox()[0].State == sandbox.NoticeWaiting })
	box.refuse(false)
	clock.Advance(time.Minute)
	until(t, "the letter", func() bool { return len(box.got()) == 1 && sb.Outbox()[0].State == sandbox.NoticeSent })
	got := box.got()[0]
	if got.from != "assist@sandbox.example" || strings.Join(got.to, " ") != "test@testpost.example" {
		t.Errorf("from %s to %v", got.from, got.to)
	}
	message, err := mail.ReadMessage(strings.NewReader(got.text))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(message.Header.Get("Subject"))
	if err != nil || subject != "The bill has been invoiced for payment" {
		t.Errorf("subject %q %v", subject, err)
	}
	if reply := message.Header.Get("Reply-To"); reply != "shop@sandbox.example" {
		t.Errorf("Reply-To %q", reply)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(message.Body))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"Hello Тест Testov,", "We inform you that bill # 1c362fd on amount of 888.42 RUB has been invoiced for payment.",
		"You can pay it till 25.01.2015 18:00 (MSK).", sb.URL() + link, "Customer Service Team",
	} {
		if !strings.Contains(strings.ReplaceAll(string(body), "\r\n", "\n"), line+"\n") {
			t.Errorf("the letter lacks the line %q:\n%s", line, body)
		}
	}
	if number := len(box.got()); number != 1 {
		t.Errorf("%d letters", number)
	}
}

// until waits for something that happens by itself.
func until(t *testing.T, what string, there func() bool) {
	t.Helper()
	for range 500 {
		if there() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("%s did not come", what)
}
