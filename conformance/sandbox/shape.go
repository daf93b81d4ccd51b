package sandbox

import "github.com/assist-soap/toolkit/service"

// Answer formats: values of the Format parameter (assist-protocol.md section 9).
const (
	formatCSV  = 1
	formatXML  = 3
	formatSOAP = 4
	formatJSON = 5
)

// shape is what the answers of a service look like in the formats beside SOAP.
type shape struct {
	// levels are the elements between the root of the XML answer and the fields of a
	// flat answer. Answers that hold records have none: the records are below the root.
	levels []string
	// dtdLacks are fields the DTD does not declare although the body has them.
	dtdLacks []string
	// around is the member around the whole JSON answer, "" for none.
	around string
	// plural names the arrays of JSON.
	plural map[string]string
	// texts: every value of JSON is a string; elsewhere amounts are numbers.
	texts bool
	// grouped: JSON keeps the customer and the check data in objects of their own.
	grouped bool
	// single: where there is one record only, its members are those of the JSON answer.
	single bool
	// unknown: an empty cell of CSV says UNKNOWN.
	unknown bool
}

// shapeOf returns the documented shape of a service, or that of its nearest relative.
func shapeOf(svc *service.Service) shape {
	orders := map[string]string{"order": "orders", "operation": "operations"}
	flat := []string{"orders", "order"} // S4, D4, D44
	switch svc.Name {
	case "createbill":
		return shape{levels: []string{"return"}, around: svc.Name} // T4
	case "silentpay":
		return shape{levels: flat, around: svc.Name, grouped: true} // S4, K4
	case "recurrent":
		return shape{levels: flat, around: "rp", grouped: true} // K4
	case "fiscalreceipt":
		return shape{levels: []string{svc.Name}, around: svc.Name} // K2
	case "orderstate": // T8, K4
		return shape{dtdLacks: []string{"signature"}, around: svc.Name, plural: orders, grouped: true, single: true}
	case "orderresult": // D20, K4
		return shape{dtdLacks: []string{"cardexpirationdate"}, around: svc.Name, plural: orders, grouped: true}
	case "tokenpay": // S1
		return shape{plural: map[string]string{"order": "order", "operation": "operations"}, texts: true}
	case "resultbydate": // T12, T5; the JSON is inferred
		return shape{around: svc.Name, plural: map[string]string{"payment": "payments"}, unknown: true}
	case "payrequest":
		return shape{texts: true} // D41
	}
	return shape{levels: flat, around: svc.Name, plural: orders, grouped: true}
}

// levelsOf returns the levels of an XML answer; one that holds records needs none.
func (s shape) levelsOf(svc *service.Service, r record) []string {
	if listOf(svc, r) >= 0 {
		return nil
	}
	return s.levels
}

// listOf returns the position of the records an answer consists of, or -1 for a flat
// one.
func listOf(svc *service.Service, r record) int {
	for i := range r.fields {
		if name := r.fields[i].Name; isRecord(svc, &r.fields[i]) && (name == "order" || name == "payment") {
			return i
		}
	}
	return -1
}

// count is how many records the answer holds; a flat answer is one.
func count(svc *service.Service, r record) int {
	at := listOf(svc, r)
	if at < 0 {
		return 1
	}
	n := 0
	for range r.members[at].each() {
		n++
	}
	return n
}
