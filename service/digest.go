package service

// Digest is the recipe of one check value or signature of a message.
type Digest struct {
	Kind DigestKind
	// At is the path of the records the recipe is for: "order" where every order of
	// an answer carries a digest of its own, each to be verified. "" is the message.
	// Field and the terms of origin "message" are fields of such a record.
	At    string
	Field string // field that carries the digest
	// Variants are the readings of the recipe; the first is the default. A verifier
	// may try all of them, a sealer uses the one chosen.
	Variants []Variant
	Facts    *Facts
}

// path returns where in the message a field of the recipe is.
func (d *Digest) path(field string) string {
	if d.At == "" {
		return field
	}
	return d.At + "/" + field
}

// DigestKind says what is computed from the canonical string.
type DigestKind uint8

// The kinds of digest.
const (
	CheckValue    DigestKind = iota // upper(md5(upper(md5(secret word) + md5(X))))
	Signature                       // RSA over MD5 of X, base64
	SignedMessage                   // OpenPGP signed message, base64
)

// String returns the word used in sidecars.
func (k DigestKind) String() string {
	return [...]string{"checkvalue", "signature", "signed-message"}[k]
}

// Variant is one reading of a digest recipe.
type Variant struct {
	Name      string
	Doc       Text
	Delimiter string
	Terms     []Term
	Facts     *Facts
}

// Term is one value of the canonical string X.
type Term struct {
	Field string
	Empty EmptyRule
	From  Origin
}

// EmptyRule says what becomes of a term whose value is missing.
type EmptyRule uint8

// The rules for missing values.
const (
	KeepSlot   EmptyRule = iota // an empty value keeps its delimiter (bills)
	DropAbsent                  // no delimiter when the field is not sent
	DropZero                    // no delimiter when it is not sent, empty or zero (order tail)
)

// String returns the word used in sidecars.
func (e EmptyRule) String() string { return [...]string{"keep", "sent", "nonzero"}[e] }

// Origin says which message a term is taken from.
type Origin uint8

// The origins of a term. Values of an answer's digest that we know ourselves are
// taken from the request, so that an answer about another order cannot verify.
const (
	FromMessage Origin = iota
	FromRequest
)

// String returns the word used in sidecars.
func (o Origin) String() string { return [...]string{"message", "request"}[o] }

// Digest returns the digest of kind k, or nil.
func (m *Message) Digest(k DigestKind) *Digest {
	for i := range m.Digests {
		if m.Digests[i].Kind == k {
			return &m.Digests[i]
		}
	}
	return nil
}

// Variant returns the variant called name, the default for "", or nil.
func (d *Digest) Variant(name string) *Variant {
	for i := range d.Variants {
		if name == "" || d.Variants[i].Name == name {
			return &d.Variants[i]
		}
	}
	return nil
}
