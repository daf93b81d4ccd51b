// Package hand is the hand-written bound of the benchmarks: the least work that workload W
// can be encoded and decoded with when every check stays on, written for W alone. It is
// no codec to use: it knows one message, and nothing of it is configurable. Its tests
// hold it to the malformed set that the product refuses, so that the comparison is fair.
package hand

// Request are the fields of the request of W.
type Request struct {
	MerchantID         string
	Login              string
	Password           string
	Ordernumber        string
	Orderamount        string
	Ordercurrency      string
	Ordercomment       string
	Delay              string
	Language           string
	ClientIP           string
	Cardtype           string
	Cardnumber         string
	Cardholder         string
	Expiremonth        string
	Expireyear         string
	CVC2               string
	Lastname           string
	Firstname          string
	Middlename         string
	Email              string
	Address            string
	Homephone          string
	Workphone          string
	Mobilephone        string
	Fax                string
	Country            string
	State              string
	City               string
	Zip                string
	Isconvert          string
	Testmode           string
	Format             string
	Signature          string
	Recurringindicator string
	Recurringminamount string
	Recurringmaxamount string
	Recurringperiod    string
	Recurringmaxdate   string
	Savecard           string
	Disable3DS         string
}

// Response are the fields of the answer of W.
type Response struct {
	Ordernumber        string
	Responsecode       string
	Recommendation     string
	Message            string
	Ordercomment       string
	Orderdate          string
	Amount             string
	Currency           string
	Meantypename       string
	Meannumber         string
	Lastname           string
	Firstname          string
	Middlename         string
	Issuebank          string
	Email              string
	Bankcountry        string
	Rate               string
	Approvalcode       string
	Meansubtype        string
	Cardholder         string
	Cardexpirationdate string
	Ipaddress          string
	Protocoltypename   string
	Testmode           string
	Customermessage    string
	Orderstate         string
	Processingname     string
	Operationtype      string
	Billnumber         string
	Orderamount        string
	Ordercurrency      string
	Packetdate         string
	Signature          string
	Pareq              string
	Ascurl             string
	Fastpayurl         string
	Fastpaytimeout     string
	Fastpaytype        string
	Errorcode          string
	Errorcategory      string
}

// fields returns where the values of the answer go, parallel to fieldNames.
func (r *Response) fields() [len(fieldNames)]*string {
	return [...]*string{
		&r.Ordernumber,
		&r.Responsecode,
		&r.Recommendation,
		&r.Message,
		&r.Ordercomment,
		&r.Orderdate,
		&r.Amount,
		&r.Currency,
		&r.Meantypename,
		&r.Meannumber,
		&r.Lastname,
		&r.Firstname,
		&r.Middlename,
		&r.Issuebank,
		&r.Email,
		&r.Bankcountry,
		&r.Rate,
		&r.Approvalcode,
		&r.Meansubtype,
		&r.Cardholder,
		&r.Cardexpirationdate,
		&r.Ipaddress,
		&r.Protocoltypename,
		&r.Testmode,
		&r.Customermessage,
		&r.Orderstate,
		&r.Processingname,
		&r.Operationtype,
		&r.Billnumber,
		&r.Orderamount,
		&r.Ordercurrency,
		&r.Packetdate,
		&r.Signature,
		&r.Pareq,
		&r.Ascurl,
		&r.Fastpayurl,
		&r.Fastpaytimeout,
		&r.Fastpaytype,
		&r.Errorcode,
		&r.Errorcategory,
	}
}

// fieldNames are the elements of the answer, in the order in which they come.
var fieldNames = [...]string{
	"ordernumber",
	"responsecode",
	"recommendation",
	"message",
	"ordercomment",
	"orderdate",
	"amount",
	"currency",
	"meantypename",
	"meannumber",
	"lastname",
	"firstname",
	"middlename",
	"issuebank",
	"email",
	"bankcountry",
	"rate",
	"approvalcode",
	"meansubtype",
	"cardholder",
	"cardexpirationdate",
	"ipaddress",
	"protocoltypename",
	"testmode",
	"customermessage",
	"orderstate",
	"processingname",
	"operationtype",
	"billnumber",
	"orderamount",
	"ordercurrency",
	"packetdate",
	"signature",
	"pareq",
	"ascurl",
	"fastpayurl",
	"fastpaytimeout",
	"fastpaytype",
	"errorcode",
	"errorcategory",
}

// fields returns the values of the request, in wire order.
func (r *Request) fields() []*string {
	return []*string{
		&r.MerchantID,
		&r.Login,
		&r.Password,
		&r.Ordernumber,
		&r.Orderamount,
		&r.Ordercurrency,
		&r.Ordercomment,
		&r.Delay,
		&r.Language,
		&r.ClientIP,
		&r.Cardtype,
		&r.Cardnumber,
		&r.Cardholder,
		&r.Expiremonth,
		&r.Expireyear,
		&r.CVC2,
		&r.Lastname,
		&r.Firstname,
		&r.Middlename,
		&r.Email,
		&r.Address,
		&r.Homephone,
		&r.Workphone,
		&r.Mobilephone,
		&r.Fax,
		&r.Country,
		&r.State,
		&r.City,
		&r.Zip,
		&r.Isconvert,
		&r.Testmode,
		&r.Format,
		&r.Signature,
		&r.Recurringindicator,
		&r.Recurringminamount,
		&r.Recurringmaxamount,
		&r.Recurringperiod,
		&r.Recurringmaxdate,
		&r.Savecard,
		&r.Disable3DS,
	}
}

// SetAll sets the fields of the request, given in wire order.
func (r *Request) SetAll(texts []string) {
	for i, at := range r.fields() {
		*at = texts[i]
	}
}

// All returns the fields of the answer, in wire order.
func (r *Response) All() []string {
	var texts []string
	for _, at := range r.fields() {
		texts = append(texts, *at)
	}
	return texts
}
