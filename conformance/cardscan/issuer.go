package cardscan

import "strconv"

// issuer is a range of card numbers.
type issuer struct {
	name     string
	from, to int   // first digits
	lengths  []int // of the whole number
}

// ranges are those of the payment systems the gateway takes, and the other large ones
// (ISO/IEC 7812 prefixes as the systems publish them).
func ranges() []issuer {
	sixteen := []int{16}
	long := []int{16, 17, 18, 19}
	return []issuer{
		{"VISA", 4, 4, []int{13, 16, 19}},
		{"Mastercard", 51, 55, sixteen},
		{"Mastercard", 2221, 2720, sixteen},
		{"MIR", 2200, 2204, long},
		{"American Express", 34, 34, []int{15}},
		{"American Express", 37, 37, []int{15}},
		{"Maestro", 5018, 5018, long},
		{"Maestro", 5020, 5020, long},
		{"Maestro", 5038, 5038, long},
		{"Maestro", 6304, 6304, long},
		{"Maestro", 6759, 6763, long},
		{"Discover", 6011, 6011, long},
		{"Discover", 644, 659, long},
		{"JCB", 3528, 3589, long},
		{"UnionPay", 62, 62, long},
		{"Diners Club", 300, 305, []int{14, 16}},
		{"Diners Club", 36, 36, []int{14, 16}},
		{"Diners Club", 38, 39, []int{14, 16}},
		{"Belkart", 9112, 9112, sixteen},
	}
}

func (i *issuer) has(number string) bool {
	width := len(strconv.Itoa(i.from))
	prefix, err := strconv.Atoi(number[:width])
	if err != nil || prefix < i.from || prefix > i.to {
		return false
	}
	for _, length := range i.lengths {
		if len(number) == length {
			return true
		}
	}
	return false
}

// Reason is an allowed text and why it is no secret.
type Reason struct{ Text, Why string }

// Allowed are card numbers that the payment systems and the sandbox publish for tests,
// and the public credentials of the sandbox. No card was ever issued under them.
func Allowed() []Reason {
	return []Reason{
		{"4111111111111111", "VISA test number; sandbox: approved"},
		{"4000000000000002", "sandbox: declined"},
		{"4000000000009995", "sandbox: no funds"},
		{"4000000000000069", "sandbox: wrong expiry"},
		{"4000000000003220", "sandbox: 3-D Secure"},
		{"5555555555554444", "Mastercard test number; sandbox: in process"},
		{"4012888888881881", "VISA test number"},
		{"4222222222222", "VISA test number of 13 digits"},
		{"5105105105105100", "Mastercard test number"},
		{"2223003122003222", "Mastercard test number"},
		{"378282246310005", "American Express test number"},
		{"371449635398431", "American Express test number"},
		{"6011111111111117", "Discover test number"},
		{"3530111333300000", "JCB test number"},
		{"2200000000000004", "MIR test number"},
		{"4242424242424242", "VISA test number; sandbox: any other card"},
		{"30569309025904", "Diners Club test number"},
		{"38520000023237", "Diners Club test number"},
		{"4000000000000010", "made up for tests of the guard: zeros but for its ends"},
		{"4000000000000028", "made up for tests of support capsules: zeros but for its ends"},
		{"6304000000000000", "made up for tests of masking"},
		{"4000000000000000006", "made up for tests of masking"},
		{"123", "card code of the test cards"},
		{"sandbox_pass1", "public credential of the sandbox"},
		{"second_pass1", "public credential of the sandbox"},
		{"TestSalt", "public credential of the sandbox"},
		{"OtherSalt", "public credential of the sandbox"},
	}
}
