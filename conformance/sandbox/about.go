package sandbox

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// about says in a few words which order or bill a request was about, and what became of
// it, by the roles of the fields.
func about(in *input, sealed record) string {
	var words []string
	add := func(text string) {
		if text = clip(withoutCards(text)); text != "" {
			words = append(words, text)
		}
	}
	request := in.requestType()
	number := ""
	for _, role := range []service.Role{service.RoleOrderKey, service.RoleGatewayKey} {
		if field := fieldWithRole(request, role); field != nil && number == "" {
			number = in.get(field.Name)
		}
	}
	add(number)
	if field := fieldWithRole(request, service.RoleAmount); field != nil && in.sent(field.Name) {
		currency := ""
		if field := fieldWithRole(request, service.RoleCurrency); field != nil {
			currency = in.get(field.Name)
		}
		add(in.get(field.Name) + " " + currency)
	}
	for _, role := range []service.Role{service.RoleResponseCode, service.RoleState, service.RoleBillState} {
		add(sealed.withRole(role))
	}
	return strings.Join(words, " · ")
}

// withRole returns the text of the first field with a role, also of the last record
// inside.
func (r record) withRole(role service.Role) string {
	for i := range r.fields {
		if f := &r.fields[i]; f.Facts != nil && f.Facts.Role == role && r.members[i].text != "" {
			return r.members[i].text
		}
	}
	for i := range r.members {
		if items := r.members[i].items; len(items) > 0 {
			if text := items[len(items)-1].withRole(role); text != "" {
				return text
			}
		}
	}
	return ""
}
