package gen

import "strings"

// generatedPackage is where the project's packages lie.
const generatedPackage = "github.com/assist-soap/toolkit/generated/"

// catalogFile writes the package that lists all services.
func catalogFile(descriptions []*description) ([]byte, error) {
	imports := make([]string, 0, len(descriptions)+1)
	var list []string
	for _, d := range descriptions { // sorted by name, as read
		imports = append(imports, generatedPackage+d.pkg)
		list = append(list, "&"+d.pkg+".Service")
	}
	imports = append(imports, servicePackage)
	var body source
	body.comment("Services returns the descriptions of all services, sorted by name. They are shared and never changed.")
	body.line("func Services() []*service.Service {")
	body.line("return []*service.Service{\n%s,\n}", strings.Join(list, ",\n"))
	body.line("}")
	var doc source
	doc.comment("Package catalog lists the descriptions of all web services of the gateway, for whatever works on any of them: command line, sandbox, conformance suite.",
		"A program that calls one service imports that service's package and not this one.")
	return file("wsdl/*.wsdl", "catalog", doc.String(), imports, body.String())
}
