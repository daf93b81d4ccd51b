package sandbox

import "crypto/rsa"

// Merchant is a shop the sandbox knows. Its credentials are test values: never put
// real ones here.
type Merchant struct {
	ID         string // Merchant_ID: digits
	Name       string // shown on the payment pages
	Login      string
	Password   string
	SecretWord string // salt of check values
	Currency   string // of orders that name none
	// PublicKey verifies the signature of requests (RSA over MD5, S4). Nil: a signature is
	// not asked for, and one that is sent is ignored.
	PublicKey *rsa.PublicKey
	Method    string // how requests are signed: MethodS1 (the default) …
	// SignedAnswers is the signature type PGP: answers and reports carry a message signed
	// with the gateway's OpenPGP key, and no check value beside it. Otherwise the type is
	// MD5, and signatures are empty (S1, S4).
	SignedAnswers bool
	// Variants lists, by recipe ("createbill.create.request.checkvalue"), the
	// readings accepted beside the default one.
	Variants map[string][]string
	// AutoNumber gives a bill or an order without a number one; otherwise the
	// number is mandatory (S0, footnote 1).
	AutoNumber bool
	// Live makes payments say testmode 0; the sandbox says 1 unless told otherwise.
	Live bool
	// BillType adds the contested field bill_type (in the table of S0, absent from
	// the examples of D3 and D4) to answers about bills.
	BillType bool
	// NotifyURL is where the results of operations are reported to; "" for nowhere. The
	// sandbox's own path /notification is a shop that answers as it should.
	NotifyURL string
	NotifyAs  string // NotifyForm (the default), NotifySOAP or NotifySOAPExtended
	// SendNotification is what counts for bills that do not say it: "0" (the default) to "3".
	SendNotification string
	Emails           []string // where customers may ask; notices about bills name them
	Language         string   // of notices about bills that name none: "EN" (the default) or "RU"
	// NewerFields adds errorcode, errorcategory and merchantadvicecode, which newer pages
	// have (D27).
	NewerFields bool
	// StrictPeriod refuses a payment of a subscription before RecurringPeriod is over;
	// what the gateway does is not documented.
	StrictPeriod bool
	// ReplaceWindow replaces a window that is wrong or too long by the default one, as
	// D21 says; otherwise it is refused with 17/4, as the code tables say.
	ReplaceWindow bool
}

// DefaultMerchants returns the merchants of a sandbox that was not configured otherwise:
// the two of design section 8, then the [SigningMerchants].
func DefaultMerchants() []Merchant {
	return append([]Merchant{
		{
			ID: "123456", Name: "Sandbox shop", Login: "sandbox_login",
			Password: "sandbox_pass1", SecretWord: "TestSalt", Currency: "RUB", Emails: []string{"shop@sandbox.example"},
		},
		{
			ID: "654321", Name: "Second shop", Login: "second_login",
			Password: "second_pass1", SecretWord: "OtherSalt", Currency: "RUB", Emails: []string{"second@sandbox.example"},
		},
	}, SigningMerchants()...)
}
