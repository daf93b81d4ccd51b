package hand

// AppendRequest appends the request: what a programmer would write for this message
// alone, with the end of one element and the start of the next as one text.
func AppendRequest(dst []byte, r *Request) []byte {
	dst = append(dst, requestHead+"<merchant_id>"...)
	dst = appendText(dst, r.MerchantID)
	dst = append(dst, "</merchant_id><login>"...)
	dst = appendText(dst, r.Login)
	dst = append(dst, "</login><password>"...)
	dst = appendText(dst, r.Password)
	dst = append(dst, "</password><ordernumber>"...)
	dst = appendText(dst, r.Ordernumber)
	dst = append(dst, "</ordernumber><orderamount>"...)
	dst = appendText(dst, r.Orderamount)
	dst = append(dst, "</orderamount><ordercurrency>"...)
	dst = appendText(dst, r.Ordercurrency)
	dst = append(dst, "</ordercurrency><ordercomment>"...)
	dst = appendText(dst, r.Ordercomment)
	dst = append(dst, "</ordercomment><delay>"...)
	dst = appendText(dst, r.Delay)
	dst = append(dst, "</delay><language>"...)
	dst = appendText(dst, r.Language)
	dst = append(dst, "</language><clientip>"...)
	dst = appendText(dst, r.ClientIP)
	dst = append(dst, "</clientip><cardtype>"...)
	dst = appendText(dst, r.Cardtype)
	dst = append(dst, "</cardtype><cardnumber>"...)
	dst = appendText(dst, r.Cardnumber)
	dst = append(dst, "</cardnumber><cardholder>"...)
	dst = appendText(dst, r.Cardholder)
	dst = append(dst, "</cardholder><expiremonth>"...)
	dst = appendText(dst, r.Expiremonth)
	dst = append(dst, "</expiremonth><expireyear>"...)
	dst = appendText(dst, r.Expireyear)
	dst = append(dst, "</expireyear><cvc2>"...)
	dst = appendText(dst, r.CVC2)
	dst = append(dst, "</cvc2><lastname>"...)
	dst = appendText(dst, r.Lastname)
	dst = append(dst, "</lastname><firstname>"...)
	dst = appendText(dst, r.Firstname)
	dst = append(dst, "</firstname><middlename>"...)
	dst = appendText(dst, r.Middlename)
	dst = append(dst, "</middlename><email>"...)
	dst = appendText(dst, r.Email)
	dst = append(dst, "</email><address>"...)
	dst = appendText(dst, r.Address)
	dst = append(dst, "</address><homephone>"...)
	dst = appendText(dst, r.Homephone)
	dst = append(dst, "</homephone><workphone>"...)
	dst = appendText(dst, r.Workphone)
	dst = append(dst, "</workphone><mobilephone>"...)
	dst = appendText(dst, r.Mobilephone)
	dst = append(dst, "</mobilephone><fax>"...)
	dst = appendText(dst, r.Fax)
	dst = append(dst, "</fax><country>"...)
	dst = appendText(dst, r.Country)
	dst = append(dst, "</country><state>"...)
	dst = appendText(dst, r.State)
	dst = append(dst, "</state><city>"...)
	dst = appendText(dst, r.City)
	dst = append(dst, "</city><zip>"...)
	dst = appendText(dst, r.Zip)
	dst = append(dst, "</zip><isconvert>"...)
	dst = appendText(dst, r.Isconvert)
	dst = append(dst, "</isconvert><testmode>"...)
	dst = appendText(dst, r.Testmode)
	dst = append(dst, "</testmode><format>"...)
	dst = appendText(dst, r.Format)
	dst = append(dst, "</format><signature>"...)
	dst = appendText(dst, r.Signature)
	dst = append(dst, "</signature><recurringindicator>"...)
	dst = appendText(dst, r.Recurringindicator)
	dst = append(dst, "</recurringindicator><recurringminamount>"...)
	dst = appendText(dst, r.Recurringminamount)
	dst = append(dst, "</recurringminamount><recurringmaxamount>"...)
	dst = appendText(dst, r.Recurringmaxamount)
	dst = append(dst, "</recurringmaxamount><recurringperiod>"...)
	dst = appendText(dst, r.Recurringperiod)
	dst = append(dst, "</recurringperiod><recurringmaxdate>"...)
	dst = appendText(dst, r.Recurringmaxdate)
	dst = append(dst, "</recurringmaxdate><savecard>"...)
	dst = appendText(dst, r.Savecard)
	dst = append(dst, "</savecard><disable3ds>"...)
	dst = appendText(dst, r.Disable3DS)
	return append(dst, "</disable3ds>"+requestTail...)
}

const (
	requestHead = `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ws="http://www.paysecure.ru/ws/"><soapenv:Body><ws:SilentPay>`
	requestTail = `</ws:SilentPay></soapenv:Body></soapenv:Envelope>`
)

// appendText escapes what XML wants escaped and checks nothing.
func appendText(dst []byte, text string) []byte {
	clean := 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c > '>' || c != '&' && c != '<' && c != '>' && c != '\r' {
			continue
		}
		dst = append(dst, text[clean:i]...)
		clean = i + 1
		switch c {
		case '&':
			dst = append(dst, "&amp;"...)
		case '<':
			dst = append(dst, "&lt;"...)
		case '>':
			dst = append(dst, "&gt;"...)
		default:
			dst = append(dst, "&#13;"...)
		}
	}
	return append(dst, text[clean:]...)
}
