package cli

import (
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/cheque"
)

// receipts reads what is set in the merchant's account for fiscal receipts.
func (r *configReader) receipts() {
	var s cheque.Settings
	s.Tax = cheque.Tax(r.text("receipt_tax"))
	s.Taxes = []cheque.Tax{s.Tax} // an account may have rates that the table does not know
	if line, ok := r.take("receipt_fpmode"); ok {
		mode, err := strconv.ParseUint(line.value, 10, 8)
		if s.FPMode = cheque.FPMode(mode); err != nil || s.FPMode < cheque.FullPrepayment || s.FPMode > cheque.CreditPayment {
			r.problem(line, "receipt_fpmode is 1 to 7")
		}
	}
	if line, ok := r.take("taxation_systems"); ok {
		for _, text := range strings.Split(line.value, ",") {
			system, err := strconv.ParseUint(strings.TrimSpace(text), 10, 8)
			if err != nil || cheque.TaxationSystem(system) > cheque.Patent {
				r.problem(line, "taxation_systems are numbers from 0 to 5, joined by commas")
				return
			}
			s.TaxationSystems = append(s.TaxationSystems, cheque.TaxationSystem(system))
		}
	}
	r.option(soapclient.WithReceiptSettings(s))
}
