package envelope

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Normalise brings an answer of the gateway to one spelling: blanks around texts
// go, states and codes get the name the tables give them, whatever the case, the
// language or the dialect they came in. Amounts, dates and everything else keep
// their text. It changes the record: verify it first, digests are made over the
// text as received. Answers of foreign services are left alone.
func (c *Codec) Normalise(_ *service.Operation, answer *service.Record) {
	if !c.gateway || answer == nil {
		return
	}
	fields, values := answer.Fields(), answer.Values()
	for i := range values {
		c.normaliseValue(&fields[i], &values[i])
		for j := range values[i].Items {
			c.normaliseValue(&fields[i], &values[i].Items[j])
		}
	}
}

func (c *Codec) normaliseValue(f *service.Field, v *service.Value) {
	if v.Record != nil {
		c.Normalise(nil, v.Record)
		return
	}
	if v.State != service.Present {
		return
	}
	v.Text = strings.TrimSpace(v.Text)
	if v.Text == "" || f.Facts == nil || c.service.Codes == nil {
		return
	}
	if row := service.FindCode(codeTable(c.service.Codes, f), v.Text); row != nil {
		v.Text = row.Code
	}
}

// codeTable returns the table whose words a field holds.
func codeTable(codes *service.Codes, f *service.Field) []service.Code {
	switch f.Facts.Role {
	case service.RoleState:
		return codes.States
	case service.RoleBillState:
		return codes.BillStates
	case service.RoleOperationState:
		return codes.OperationStates
	case service.RoleResponseCode:
		return codes.Response
	}
	return nil
}
