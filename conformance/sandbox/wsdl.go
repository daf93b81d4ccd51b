package sandbox

import (
	"io/fs"
	"net/http"

	"github.com/beevik/etree"

	"github.com/assist-soap/toolkit/service"
)

// serveWSDL answers with the service's WSDL, its address replaced by the one the
// sandbox really listens on, so that a SOAP client calls where it read.
func (s *Sandbox) serveWSDL(svc *service.Service) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		source, err := fs.ReadFile(s.wsdl, svc.Name+".wsdl")
		if err != nil {
			http.Error(w, "the sandbox has no WSDL of "+svc.Name, http.StatusNotFound)
			return
		}
		doc := etree.NewDocument()
		if err := doc.ReadFromBytes(source); err != nil {
			http.Error(w, "the WSDL of "+svc.Name+" is not well-formed", http.StatusInternalServerError)
			return
		}
		for _, port := range doc.FindElements("//port/address") {
			port.CreateAttr("location", s.base(r)+svc.Path)
		}
		w.Header().Set("Content-Type", "text/xml; charset=utf-8")
		_, _ = w.Write(serialise(doc))
	})
}

// describeService answers a GET of a service's path, which people type into browsers.
// "?wsdl" works as it does elsewhere.
func (s *Sandbox) describeService(svc *service.Service) http.Handler {
	contract := s.serveWSDL(svc)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery == "wsdl" || r.URL.RawQuery == "WSDL" {
			contract.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = w.Write([]byte(svc.Name + ": " + svc.Title.EN + ".\n" +
			"POST a SOAP 1.1 envelope here" + otherForms(&svc.Operations[0]) + ".\n" +
			"WSDL: " + s.base(r) + svc.WSDLPath + "\n"))
	})
}

func serialise(doc *etree.Document) []byte {
	out, err := doc.WriteToBytes()
	if err != nil {
		panic("sandbox: writing to memory failed: " + err.Error())
	}
	return out
}
