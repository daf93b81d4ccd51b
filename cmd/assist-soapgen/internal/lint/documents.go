package lint

import (
	"path"
	"strings"

	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/finding"
	"github.com/assist-soap/toolkit/cmd/assist-soapgen/internal/model"
)

// documentRows are the rules about files, imports and their order. It is read only.
var documentRows = []row{
	own("doctype", finding.Error, "The document has a DOCTYPE; readers that take no DTD refuse it (compare WS-I BP 1.1 R1008).", "В документе есть DOCTYPE; программы, не принимающие DTD, его отвергнут (ср. WS-I BP 1.1 R1008).",
		text("Remove the DOCTYPE.", "Удалить DOCTYPE."), checkDoctype),
	must("R2001", "wsdl:import of {location}, which is no WSDL.", "wsdl:import ссылается на {location}, а это не WSDL.",
		text("Import schemas with xsd:import inside an xsd:schema.", "Импортировать схемы через xsd:import внутри xsd:schema."), checkImportsWSDL),
	must("R2003", "xsd:import stands outside of an xsd:schema.", "xsd:import стоит вне xsd:schema.",
		text("Move it into an xsd:schema of the types section.", "Перенести его в xsd:schema раздела types."), checkSchemaImportPlace),
	must("R2005", "wsdl:import says namespace {stated}; the document has {actual}.", "В wsdl:import указано пространство имён {stated}, а в документе {actual}.",
		text("Write the target namespace of the imported document.", "Указать целевое пространство имён импортируемого документа."), checkImportNamespace),
	must("R2010", "Imported schema in encoding {encoding}.", "Импортируемая схема в кодировке {encoding}.",
		text("Store it as UTF-8.", "Хранить в UTF-8."), func(c *checker) { checkEncoding(c, model.SchemaDocument) }),
	must("R2022", "wsdl:import stands after {before}.", "wsdl:import стоит после {before}.",
		text("Put imports first.", "Поставить импорты в начало."), func(c *checker) { checkSectionOrder(c, "import") }),
	must("R2023", "wsdl:types stands after {before}.", "wsdl:types стоит после {before}.",
		text("Put types right after the imports.", "Поставить types сразу после импортов."), func(c *checker) { checkSectionOrder(c, "types") }),
	should("R2026", `Extension {name} with wsdl:required="true".`, `Расширение {name} с wsdl:required="true".`,
		text("Do without it, or accept that many consumers will refuse the description.", "Обойтись без него или смириться с тем, что многие клиенты отвергнут описание."), checkRequiredExtension),
	must("R2028", "{problem}", "{problem}", text("Correct it; see the WSDL schema.", "Исправить по схеме WSDL."),
		func(c *checker) { c.diagnosed(model.CodeUnknownConstruct) }),
	must("R2101", "{problem}", "{problem}", text("Define or import it.", "Определить или импортировать."),
		func(c *checker) {
			c.diagnosed(model.CodeUnresolvedMessage, model.CodeUnresolvedPortType, model.CodeUnresolvedBinding, model.CodeUnresolvedOp, model.CodeUnresolvedFault, model.CodeUnresolvedPart)
		}),
	must("R2102", "{problem}", "{problem}", text("Define it, or import its namespace inside the schema.", "Определить или импортировать его пространство имён внутри схемы."),
		func(c *checker) {
			c.diagnosed(model.CodeUnresolvedType, model.CodeUnresolvedElement, model.CodeUnresolvedAttr, model.CodeImportUnresolved, model.CodeUndeclaredPrefix, model.CodeUnqualifiedRef)
		}),
	must("R2803", "wsdl:import with the relative namespace {namespace}.", "wsdl:import с относительным пространством имён {namespace}.",
		text("Write an absolute URI.", "Указать абсолютный URI."), checkImportRelative),
	must("R4003", "WSDL in encoding {encoding}.", "WSDL в кодировке {encoding}.",
		text("Store it as UTF-8.", "Хранить в UTF-8."), func(c *checker) { checkEncoding(c, model.WSDLDocument) }),
	should("R4005", "The prefix xml is declared; it is always there.", "Объявлен префикс xml; он есть всегда.",
		text("Remove the declaration.", "Удалить объявление."), checkXMLPrefix),
}

func (d *document) subject() finding.Subject { return component("document", d.Path) }

func checkDoctype(c *checker) {
	for _, d := range c.documents {
		if d.doctype.Known() {
			c.report(d.doctype, d.subject())
		}
	}
}

// imports visits every wsdl:import with the document it leads to, nil if unknown.
func (c *checker) imports(visit func(e *element, location string, to *document)) {
	c.elements(model.WSDLDocument, func(d *document, e *element) {
		if !e.is(nsWSDL, "import") {
			return
		}
		location, _ := e.attr("location")
		var to *document
		for _, candidate := range c.documents {
			if location != "" && candidate.Path == path.Join(path.Dir(d.Path), location) {
				to = candidate
			}
		}
		visit(e, location, to)
	})
}

func checkImportsWSDL(c *checker) {
	c.imports(func(e *element, location string, to *document) {
		if to != nil && to.Kind == model.SchemaDocument {
			c.report(e.pos, finding.Subject{}, "location", location)
		}
	})
}

func checkSchemaImportPlace(c *checker) {
	c.elements(0, func(_ *document, e *element) {
		if e.is(nsXSD, "import") && (e.parent == nil || !e.parent.is(nsXSD, "schema")) {
			c.report(e.pos, finding.Subject{})
		}
	})
}

func checkImportNamespace(c *checker) {
	c.imports(func(e *element, _ string, to *document) {
		if namespace, _ := e.attr("namespace"); to != nil && to.Kind == model.WSDLDocument && namespace != to.TargetNamespace {
			c.report(e.pos, finding.Subject{}, "stated", orNone(namespace), "actual", orNone(to.TargetNamespace))
		}
	})
}

func orNone(s string) string {
	if s == "" {
		return finding.Absent
	}
	return s
}

func checkImportRelative(c *checker) {
	c.imports(func(e *element, _ string, _ *document) {
		if namespace, ok := e.attr("namespace"); ok && !isAbsolute(namespace) {
			c.report(e.pos, finding.Subject{}, "namespace", namespace)
		}
	})
}

// isAbsolute reports whether a URI has a scheme.
func isAbsolute(uri string) bool {
	scheme, _, ok := strings.Cut(uri, ":")
	return ok && scheme != "" && !strings.ContainsAny(scheme, "/?#. ")
}

func checkEncoding(c *checker, kind model.DocumentKind) {
	for _, d := range c.documents {
		switch strings.ToLower(d.encoding) {
		case "", "utf-8", "utf8", "utf-16", "utf-16le", "utf-16be":
		default:
			if d.Kind == kind {
				c.report(finding.Pos{File: d.Path, Line: 1, Col: 1}, d.subject(), "encoding", d.encoding)
			}
		}
	}
}

// checkSectionOrder finds sections that stand after one of a later kind.
func checkSectionOrder(c *checker, local string) {
	first := map[string]bool{"documentation": true, "import": true, local: true}
	for _, d := range c.documents {
		before := ""
		for _, e := range d.root.kids {
			switch {
			case d.Kind != model.WSDLDocument || e.name.Space != nsWSDL:
			case e.name.Local == local && before != "":
				c.report(e.pos, d.subject(), "before", "wsdl:"+before)
			case !first[e.name.Local]:
				before = e.name.Local
			}
		}
	}
}

func checkRequiredExtension(c *checker) {
	c.elements(model.WSDLDocument, func(_ *document, e *element) {
		required, _ := e.attrNS(nsWSDL, "required")
		if required == "true" || required == "1" {
			c.report(e.pos, finding.Subject{}, "name", e.name.Local)
		}
	})
}

func checkXMLPrefix(c *checker) {
	c.elements(model.WSDLDocument, func(d *document, e *element) {
		if _, ok := e.attrNS("xmlns", "xml"); ok {
			c.report(e.pos, d.subject())
		}
	})
}
