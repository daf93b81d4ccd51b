package sandbox

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/conformance/sandbox/internal/mail"
)

// checkConfig reports all that is wrong with a configuration.
func checkConfig(c Config) error {
	problems := checkServices(c.Services)
	seen := map[string]bool{}
	for i, m := range c.Merchants {
		if wholeComplaint(m.ID, 15, 2147483647) != "" || m.ID == "" {
			problems = append(problems, fmt.Errorf("sandbox: merchant %d: ID %q is not a number of the gateway's", i+1, m.ID))
		}
		if seen[m.ID] {
			problems = append(problems, fmt.Errorf("sandbox: merchant %s is there twice", m.ID))
		}
		seen[m.ID] = true
		for _, complaint := range merchantComplaints(&m) {
			problems = append(problems, fmt.Errorf("sandbox: merchant %s: %s", m.ID, complaint))
		}
	}
	if _, _, err := net.SplitHostPort(c.SMTP); c.SMTP != "" && err != nil {
		problems = append(problems, fmt.Errorf("sandbox: SMTP %q is no address with a port, as in 127.0.0.1:1025", c.SMTP))
	}
	if !mail.Address(c.MailFrom) {
		problems = append(problems, fmt.Errorf("sandbox: MailFrom %q is no e-mail address", c.MailFrom))
	}
	if c.FaultStatus < 200 || c.FaultStatus > 599 {
		problems = append(problems, fmt.Errorf("sandbox: fault status %d is no HTTP status; use 500 or 200", c.FaultStatus))
	}
	return errors.Join(problems...)
}

// merchantComplaints say what is wrong with a merchant.
func merchantComplaints(m *Merchant) (list []string) {
	oneOf := func(name, value string, choices ...string) {
		if value != "" && !slices.Contains(choices, value) {
			list = append(list, fmt.Sprintf("%s %q is none of %s", name, value, strings.Join(choices, ", ")))
		}
	}
	if m.NotifyURL != "" && origin(m.NotifyURL) == "" {
		list = append(list, "NotifyURL is no http address")
	}
	oneOf("NotifyAs", m.NotifyAs, NotifyForm, NotifySOAP, NotifySOAPExtended)
	oneOf("SendNotification", m.SendNotification, "0", "1", "2", "3")
	oneOf("Language", m.Language, "EN", "RU")
	oneOf("Method", m.Method, methods()...)
	for _, address := range m.Emails {
		if !mail.Address(address) {
			list = append(list, fmt.Sprintf("%q is no e-mail address", address))
		}
	}
	if m.Login == "" || m.Password == "" {
		list = append(list, "it has no login or no password")
	}
	return list
}
