package envelope

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// samePayment: where one side names a payment and the other one of its operations, a
// point and a running number behind it (D24, D45), both speak of that payment.
func (v *verification) samePayment(request, got, want string) bool {
	if v.facts(request).Role != service.RoleGatewayKey {
		return false
	}
	got, _, _ = strings.Cut(got, ".")
	want, _, _ = strings.Cut(want, ".")
	return got != "" && got == want
}
