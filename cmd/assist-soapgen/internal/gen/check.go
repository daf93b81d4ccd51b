package gen

import (
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/specfile"
	"github.com/assist-soap/toolkit/service"
)

// fillableRoles are the roles by which the client knows what to put into a sealed
// field.
var fillableRoles = map[service.Role]bool{
	service.RoleMerchant: true, service.RoleLogin: true, service.RolePassword: true, service.RoleCheckValue: true,
	service.RoleSignature: true, service.RoleFormat: true,
}

// secretFormats mask themselves.
var secretFormats = map[service.Format]bool{service.FormatSecret: true, service.FormatPAN: true, service.FormatCVC: true}

// checkFields checks what a sidecar says of the fields of one struct.
func (m *merger) checkFields(at string, said []specfile.Field) {
	goNames := map[string]string{}
	for i := range said {
		f := &said[i]
		m.checkField(at, f)
		if f.Sealed.Value {
			continue
		}
		name := goName(f.Param.Value)
		if other := goNames[name]; other != "" {
			m.problems.add(CodeNameClash, pos(f.Param.Pos), "%s.%s: its Go name %s is that of %s too", at, f.Name.Value, name, other)
		}
		goNames[name] = f.Name.Value
	}
}

// checkField checks what a sidecar says of one field.
func (m *merger) checkField(at string, f *specfile.Field) {
	if f.Sealed.Value && !fillableRoles[f.Role.Value] {
		m.problems.add(CodeSealedRole, pos(f.Sealed.Pos), "%s.%s: a sealed field needs a role the client can fill it by", at, f.Name.Value)
	}
	if f.Role.Value == service.RolePassword && !secretFormats[f.Format.Value] {
		m.problems.add(CodeUnmaskedSecret, pos(f.Role.Pos), "%s.%s: a password needs format: secret", at, f.Name.Value)
	}
	if strings.Contains(strings.ToLower(f.Name.Value), "password") && f.Role.Value != service.RolePassword {
		m.problems.add(CodeUnmaskedSecret, pos(f.Name.Pos), "%s.%s: a password needs role: password and format: secret", at, f.Name.Value)
	}
}

// checkOutcome demands a rule for every operation with an answer.
func (m *merger) checkOutcome(said *specfile.Operation, op *service.Operation) {
	if len(said.Outcome) == 0 {
		m.problems.add(CodeNoOutcome, pos(said.Name.Pos), "%s: no outcome rule; every answer would be unknown", op.Name)
	}
}

// validate asks the finished descriptions whether they hold together. What is found
// here was not found where it was written, so the place is the WSDL as a whole.
func (d *description) validate(where model.Pos, problems *Problems) {
	for i := range d.services {
		if err := d.table(i).Validate(); err != nil {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				problems.add(CodeDescription, where, "%s", line)
			}
		}
	}
}
