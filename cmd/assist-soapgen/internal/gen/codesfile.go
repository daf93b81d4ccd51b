package gen

import (
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/specfile"
)

// codesFile writes the package with the code tables of common.yaml.
func codesFile(common *specfile.Common, digest string) ([]byte, error) {
	var body source
	body.comment("Tables are the code tables of the gateway. They are never changed.")
	currencies := make([]specfile.Code, len(common.Currencies))
	for i, c := range common.Currencies {
		currencies[i] = c.Code
	}
	body.line("var Tables = service.Codes%s", new(literal).
		add("First", numberedLiteral(common.FirstCodes)).
		add("Second", numberedLiteral(common.SecondCodes)).
		add("Response", codeListLiteral(common.ResponseCodes)).
		add("States", codeListLiteral(common.OrderStates)).
		add("BillStates", codeListLiteral(common.BillStates)).
		add("OperationStates", codeListLiteral(common.OperationStates)).
		add("Operations", numberedLiteral(common.OperationTypes)).
		add("Means", numberedLiteral(common.Means)).
		add("Cheques", codeListLiteral(common.ChequeStates)).
		add("Currencies", codeListLiteral(currencies)).
		add("Hosts", listLiteral("service.Host", common.Hosts, func(h *specfile.Host) string {
			return new(literal).text("Name", h.Name.Value).truth("Production", h.Production.Value).add("Facts", factsLiteral(facts(h.Sources))).inline()
		})).
		add("Sources", listLiteral("service.SourceDoc", common.Sources, func(s *specfile.SourceDoc) string {
			return new(literal).text("ID", s.ID.Value).text("Title", s.Title.Value).inline()
		})).
		tall())
	var doc source
	doc.comment("Package codes holds the code tables of the gateway: error codes, response codes, states, currencies, servers, and the documents facts were read in.")
	return file("wsdl/common.yaml (sha256 "+digest+")", "codes", doc.String(), []string{servicePackage}, body.String())
}

func numberedLiteral(rows []specfile.NumberedCode) string {
	return listLiteral("service.NumberedCode", rows, func(r *specfile.NumberedCode) string {
		return new(literal).
			number("Code", r.Code.Value).
			add("Meaning", textLiteral(r.Meaning.Text)).
			add("Advice", textLiteral(r.Advice.Text)).
			add("Facts", factsLiteral(facts(r.Sources))).inline()
	})
}

func codeListLiteral(rows []specfile.Code) string {
	return listLiteral("service.Code", rows, func(r *specfile.Code) string {
		return new(literal).
			text("Code", r.Code.Value).
			add("Meaning", textLiteral(r.Meaning.Text)).
			add("Advice", textLiteral(r.Advice.Text)).
			add("Aliases", textsLiteral(values(r.Aliases))).
			truth("Final", r.Final.Value).
			add("Outcome", constantOf(outcomeConstants[:], r.Outcome.Value)).
			add("Facts", factsLiteral(facts(r.Sources))).inline()
	})
}
