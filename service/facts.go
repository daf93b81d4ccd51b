package service

// Text is a sentence in the two languages the gateway's documents use.
type Text struct{ EN, RU string }

// In returns the text in a language ("ru", "RU", "en" …), English if there is none.
func (t Text) In(language string) string {
	if (language == "ru" || language == "RU") && t.RU != "" {
		return t.RU
	}
	return t.EN
}

// Certainty says how sure a fact is.
type Certainty uint8

// How sure we are of a fact, best first.
const (
	Unstated   Certainty = iota
	Documented           // a vendor document states it
	Sample               // only an example in a document shows it
	SDK                  // the vendor's own code does it
	ThirdParty           // a third party's client does it
	Inferred             // our conclusion; nobody states it
	Conflict             // sources disagree; see Service.Contested
)

// String returns the word used in sidecars.
func (c Certainty) String() string {
	return [...]string{"unstated", "documented", "sample", "sdk", "third-party", "inferred", "conflict"}[c]
}

// Source is where a fact was read.
type Source struct {
	Doc  string // id from the source table of common.yaml: "S0", "D37", "K4"
	Sure Certainty
	Note string
}

// Facts is what the sidecar adds to a field, message, operation or service.
type Facts struct {
	Param    string // name in the document's table and in form posts: "Bill_amount"
	Doc      Text
	Role     Role
	Format   Format
	Strip    Strip    // characters the gateway silently removes from the value
	Aliases  []string // other spellings tolerated when reading
	Currency string   // for an amount: the field that holds its currency
	Default  string   // what the gateway takes when the field is absent, in words
	Sources  []Source
}

// Role is the part a field plays, as far as the toolkit acts on it.
type Role uint8

// The roles of fields.
const (
	NoRole Role = iota
	RoleMerchant
	RoleLogin
	RolePassword
	RoleOrderKey   // the merchant's own key of an order or a bill
	RoleGatewayKey // the gateway's number of a payment
	RoleAmount
	RoleCurrency
	RoleState        // order state
	RoleResponseCode // AS000 …
	RoleTestMode
	RolePacketDate
	RoleCheckValue
	RoleSignature
	RoleToken // payment token of a wallet: whoever holds it can pay with it
	RoleCardholder
	RoleCardExpiry
	RolePersonal // name, e-mail, address, phone: masked in logs
	RoleFormat   // the Format parameter
	RoleMaskedPAN
	RoleNotice // SendNotification
	RoleLink   // token of a payment page: made to be handed to the payer
	RoleBillState
	RoleOperationState
	RoleOperationType // 100 payment …
	RoleMeans         // number of a means of payment
	RoleChequeState   // state of a fiscal receipt
	RoleEnd           // one past the last role
)

// String returns the word used in sidecars.
func (r Role) String() string { return roleNames[r] }

var roleNames = [...]string{
	"", "merchant", "login", "password", "order-key", "gateway-key", "amount", "currency", "state",
	"response-code", "test-mode", "packet-date", "checkvalue", "signature", "token", "cardholder",
	"card-expiry", "personal", "format", "masked-pan", "notice", "link",
	"bill-state", "operation-state", "operation-type", "means", "cheque-state",
}

// Format is the lexical form of a value beyond its schema type.
type Format uint8

// The formats. Each names a Go type of this package where text is not enough.
const (
	FormatText     Format = iota // string
	FormatAmount                 // Amount
	FormatSecret                 // Secret
	FormatPAN                    // PAN
	FormatCVC                    // CVC
	FormatMinute                 // Time, YYYYMMDDThhmm GMT
	FormatDate                   // Time, DD.MM.YYYY
	FormatDateTime               // Time, DD.MM.YYYY hh:mm[:ss] GMT
	FormatJSON                   // string holding JSON
	FormatBase64                 // string holding base64
	FormatIP                     // string
	FormatInt                    // string of at most 15 digits and at most 2147483647
	FormatSmallint               // string of at most 5 digits and at most 32767
)

// String returns the word used in sidecars.
func (f Format) String() string { return formatNames[f] }

var formatNames = [...]string{
	"text", "amount", "secret", "pan", "cvc", "minute", "date", "datetime", "json", "base64", "ip", "int", "smallint",
}

// Strip names the class of characters that the gateway removes from a value
// without a word (assist-protocol.md section 8, D30 and D38).
type Strip uint8

// The strip classes. The characters of each are in [Strip.Removes].
const (
	StripNothing Strip = iota // base64 and JSON values: exempt in practice (inferred)
	StripGeneral
	StripURL
	StripComment
	StripOrder
	StripCVC
)

// String returns the word used in sidecars.
func (s Strip) String() string {
	return [...]string{"nothing", "general", "url", "comment", "order", "cvc"}[s]
}

// Removes returns the characters that the gateway removes. URL values lose
// "%3C" and "%3E" too, and "&&" becomes "&".
func (s Strip) Removes() string {
	return [...]string{"", `<>"='/\();#`, "<>", `<>=\`, `<>'";`, `+-._\/ `}[s]
}

// Secret reports whether the field's value must never be shown: not in a log, an
// error, a report or a recording.
func (f *Facts) Secret() bool {
	if f == nil {
		return false
	}
	switch f.Role {
	case RolePassword, RoleCardholder, RoleCardExpiry, RoleToken:
		return true
	}
	return f.Format == FormatSecret || f.Format == FormatPAN || f.Format == FormatCVC
}

// Contested is a fact on which sources disagree: both readings, what we do, how
// to switch.
type Contested struct {
	ID       string
	Subject  Text
	Readings []Reading
	Default  string // what the toolkit does
	Switch   string // how to choose otherwise; "" when all readings are tolerated
}

// Reading is one side of a contested fact.
type Reading struct {
	Text   string
	Source Source
}
