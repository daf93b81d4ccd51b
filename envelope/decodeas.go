package envelope

import (
	"errors"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
	"github.com/assist-soap/toolkit/service"
)

const (
	defaultDocument   = xmlscan.DefaultDocument
	ruleLimitDocument = xmlscan.RuleLimitDocument
	tooLargeMessage   = "it is larger than allowed; raise Limits.Document if such replies are expected"
)

// shape is what the first bytes of a reply say it is.
type shape uint8

const (
	shapeXML shape = iota
	shapeJSON
	shapeText
)

// readAs reads a reply by its shape. The format that was asked for is known; another
// one may only say that the request was refused.
func (c *Codec) readAs(p *operationPlan, m *messagePlan, reply Reply, found shape) (*service.Record, error) {
	var record *service.Record
	var err error
	asked := reply.asked()
	what := ""
	switch {
	case found == shapeXML:
		return c.read(p, m, reply)
	case found == shapeJSON:
		record, err = c.readJSON(p, m, reply)
		if asked != JSON {
			what = "JSON"
		}
	case asked == CSV:
		return c.readCSV(p, m, reply)
	default: // a proxy may say ERROR: too
		return nil, reply.notSOAP("plain text", string(clip(reply.Body)))
	}
	if _, refused := errors.AsType[*GatewayError](err); what != "" && !refused {
		return nil, reply.notSOAP(what, string(clip(reply.Body)))
	}
	return record, err
}

// asked is the format that the reply should be in.
func (r Reply) asked() Format {
	if r.Format == 0 {
		return SOAP
	}
	return r.Format
}
