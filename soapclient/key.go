package soapclient

import "github.com/assist-soap/toolkit/service"

// Key is what tells one order or bill from another: the field of the request that
// holds it, and its value. It is zero when the request has none.
type Key struct{ Field, Value string }

// keyOf returns the key of a request: the field by which its outcome can be asked,
// else the one that plays the role.
func keyOf(op *service.Operation, request *service.Record) Key {
	if by := op.Repeat.By; by != "" {
		return Key{by, request.Text(by)}
	}
	for i := range request.Fields() {
		f := &request.Fields()[i]
		if f.Facts != nil && f.Facts.Role == service.RoleOrderKey {
			return Key{f.Name, request.Values()[i].Text}
		}
	}
	return Key{}
}
