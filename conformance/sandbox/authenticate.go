package sandbox

import (
	"crypto/subtle"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// authenticate finds the merchant of a request and checks login and password, before
// anything else is looked at.
func (s *Sandbox) authenticate(in *input) (*Merchant, *refusal) {
	t := in.requestType()
	id := fieldWithRole(t, service.RoleMerchant)
	login, password := fieldWithRole(t, service.RoleLogin), fieldWithRole(t, service.RolePassword)
	if id == nil || (login == nil || password == nil) && len(in.operation.Request.Digests) == 0 {
		return nil, refuse(firstForbidden, secondService, "%s carries no credentials; the sandbox cannot tell whose it is", in.service.Name)
	}
	for _, field := range []*service.Field{id, login, password} {
		if field != nil && !in.sent(field.Name) {
			return nil, refuse(firstMissing, secondCode(field), "%s is mandatory and %s", field.Name, absence(in, field.Name))
		}
	}
	number := strings.TrimSpace(in.get(id.Name))
	if complaint := wholeComplaint(number, 15, 2147483647); complaint != "" {
		return nil, refuse(firstFormat, secondMerchant, "%s %s", id.Name, complaint)
	}
	i := slices.IndexFunc(s.merchants, func(m Merchant) bool { return m.ID == number })
	if i < 0 {
		return nil, refuse(firstUnknown, secondMerchant, "merchant %s is not known here", number)
	}
	m := &s.merchants[i]
	if anonymous(in) {
		return m, nil // its digest tells; see verify
	}
	loginFits := subtle.ConstantTimeCompare([]byte(in.get(login.Name)), []byte(m.Login))
	passwordFits := subtle.ConstantTimeCompare([]byte(in.get(password.Name)), []byte(m.Password))
	if loginFits&passwordFits != 1 {
		problem := refuse(firstLogin, secondLogin, "login or password of merchant %s is wrong", number)
		problem.hints = s.loginHints(m, in.get(login.Name), in.get(password.Name))
		return nil, problem
	}
	return m, nil
}

// anonymous reports whether requests of this kind have neither login nor password: the
// check value or the signature authenticates them (D41).
func anonymous(in *input) bool {
	t := in.requestType()
	return fieldWithRole(t, service.RoleLogin) == nil || fieldWithRole(t, service.RolePassword) == nil
}
