package envelope

import (
	"testing"

	"github.com/assist-soap/toolkit/service"
)

func TestSamePayment_ComparesThePartBeforeThePoint(t *testing.T) {
	s := &service.Service{Types: []service.Type{{Kind: service.Struct, Fields: []service.Field{
		{Name: "billnumber", Facts: &service.Facts{Role: service.RoleGatewayKey}},
		{Name: "ordernumber", Facts: &service.Facts{Role: service.RoleOrderKey}},
	}}}}
	v := verification{request: service.NewRecord(s, 0)}
	for _, test := range []struct {
		request, got, want string
		same               bool
	}{
		{"billnumber", "511111100000001.2", "511111100000001", true},
		{"billnumber", "511111100000001", "511111100000001.1", true},
		{"billnumber", "511111100000001.2", "511111100000001.1", true},
		{"billnumber", "511111100000002.1", "511111100000001.1", false},
		{"billnumber", "5111111000000010", "511111100000001", false},
		{"billnumber", ".1", ".1", false},
		{"ordernumber", "A.1", "A.2", false}, // an order number may hold a point
	} {
		if got := v.samePayment(test.request, test.got, test.want); got != test.same {
			t.Errorf("%s %q and %q: %v", test.request, test.got, test.want, got)
		}
	}
}
