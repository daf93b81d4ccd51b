package conformance

import (
	"strings"
	"testing"
)

func TestCompare_SortsDifferences(t *testing.T) {
	left := plan(answering(t, same(payReply("<ordernumber>O</ordernumber><responsecode>AS000</responsecode><message>a</message><billnumber>5000000000000001</billnumber><amount>1.00</amount>"))),
		mustParse(t, "x/a", caseHead+"-- input --\n"+strings.Replace(payInput, "O-{{unique}}", "O", 1)+"-- output --\noutcome: succeeded\n"))
	right := left
	right.Target = answering(t, same(payReply("<ordernumber>O</ordernumber><responsecode>AS000</responsecode><message>b</message><billnumber>5000000000000002</billnumber><currency>RUB</currency>")))
	c, err := Compare(t.Context(), left, right)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, f := range c.Found {
		lines = append(lines, string(f.Class)+" "+f.String())
	}
	want := `contract x/a, step call, amount: 1.00 | (absent)
contract x/a, step call, currency: (absent) | RUB
content x/a, step call, message: a | b
volatile x/a, step call, billnumber: 5000000000000001 | 5000000000000002`
	if got := strings.Join(lines, "\n"); got != want || c.Alike() {
		t.Errorf("got\n%s", got)
	}
	right.Target = answering(t, same(`<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>7</faultcode><faultstring>141</faultstring></e:Fault></e:Body></e:Envelope>`))
	if c, err = Compare(t.Context(), left, right); err != nil || len(c.Found) != 1 || c.Found[0].Left != "answer" || c.Found[0].Right != "gateway" {
		t.Errorf("got %v, %v", c.Found, err)
	}
	right.Target = left.Target
	if c, err = Compare(t.Context(), left, right); err != nil || !c.Alike() {
		t.Errorf("got %v, %v", c.Found, err)
	}
}
