package envelope

import (
	"errors"
	"strings"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
	"github.com/assist-soap/toolkit/service"
)

// decoder reads one message. Where a method says "the current element", its start
// tag has been read, and the method reads it to its end.
type decoder struct {
	reading
	s        *xmlscan.Scanner
	text     string // the document; "" for a stream
	encoded  bool
	space    string        // of the envelope; "" for a lenient one
	path     []string      // open elements, for errors and extras
	room     [12]string    // where path begins
	within   int           // elements of path that are frames, not fields
	refused  *GatewayError // the Fault, to be believed when the document has ended well
	refs     *reference    // of SOAP encoding; nil until one is met
	bodySeen bool
	bland    int      // serial of attributes that neither make a nil nor refer; see xmlscan
	plain    *placing // of the gateway's XML without SOAP
	stream   *emitter // nil when the answer is read whole
}

func (d *decoder) fail(rule, message string) *MalformedError {
	return &MalformedError{Rule: rule, Path: d.place(), Offset: d.s.Offset(), Message: message}
}

// place is the path for errors. Names in it may come from the reply: they are cut.
func (d *decoder) place() string { return harmless(strings.Join(d.path, "/"), 200) }

func (d *decoder) enter(name string) { d.path = append(d.path, name) }
func (d *decoder) leave()            { d.path = d.path[:len(d.path)-1] }

// child moves to the next child element; errors get the path.
func (d *decoder) child() (bool, error) {
	more, err := d.s.Child()
	if err != nil {
		return false, fromScanner(err, d.place())
	}
	return more, nil
}

func (d *decoder) skip() error {
	if err := d.s.Skip(); err != nil {
		return fromScanner(err, d.place())
	}
	return nil
}

// document reads the whole document.
func (d *decoder) document(reply Reply) error {
	if _, err := d.child(); err != nil {
		return err
	}
	name := d.s.Name()
	d.space = name.Space
	isResult := strings.EqualFold(name.Local, resultElement) || d.namedResult(name.Local)
	if d.stream != nil && d.gateway && isResult != (reply.asked() == XML) {
		d.stream.take = func(*service.Record) error { return nil } // only a refusal counts
	}
	switch {
	case d.gateway && isResult:
		return d.asked(reply, XML, d.result())
	case name.Local == "Envelope" && d.s.Doctype():
		return &MalformedError{Rule: xmlscan.RuleDoctype, Message: "a document type declaration is not accepted in a message"}
	case name.Local == "Envelope" && (d.space == soap11Space || d.space == soap12Space):
	case name.Local == "Envelope" && d.space == "" && d.options.Lenient:
	case name.Local == "Envelope":
		return d.fail(RuleEnvelope, "its Envelope is in no namespace of SOAP 1.1 or 1.2 (the documents print such samples; Options.Lenient reads them)")
	case strings.EqualFold(name.Local, "html"):
		return reply.notSOAP("an HTML page", htmlTitle(reply.Body))
	default:
		return reply.notSOAP("an XML document that begins with <"+excerpt(name.Local)+">", "")
	}
	return d.asked(reply, SOAP, d.parts())
}

// asked lets an answer of the format that was asked for pass, and a refusal in any.
func (d *decoder) asked(reply Reply, found Format, err error) error {
	if reply.asked() == found || !d.gateway {
		return err
	}
	refused := errors.As(err, new(*GatewayError))
	if err == nil {
		if refusal := d.codes(); refusal != nil {
			return refusal
		}
	}
	if refused {
		return err
	}
	if found == SOAP {
		return reply.notSOAP("a SOAP message without a Fault", "")
	}
	return reply.notSOAP("an XML document that begins with <"+resultElement+">", "")
}

// parts reads the children of the Envelope.
func (d *decoder) parts() error {
	for {
		more, err := d.child()
		if err != nil || !more {
			if err == nil {
				err = d.finish()
			}
			return err
		}
		if err := d.part(); err != nil {
			return err
		}
	}
}

// finish checks the rest: nothing is believed before the last byte was read.
func (d *decoder) finish() error {
	if err := d.s.Finish(); err != nil {
		return fromScanner(err, "")
	}
	if !d.bodySeen {
		return d.fail(RuleNoBody, "the Envelope has no Body")
	}
	if d.refused != nil {
		return d.refused
	}
	return nil
}

// part reads a child of the Envelope.
func (d *decoder) part() error {
	local := d.s.Local()
	inSpace := d.s.Space() == d.space
	d.enter(local)
	defer d.leave()
	switch {
	case local == "Header" && inSpace && !d.bodySeen:
		return d.header()
	case local == "Body" && inSpace && !d.bodySeen:
		d.bodySeen = true
		return d.body()
	}
	return d.fail(RuleEnvelope, "only one Header and one Body may stand in an Envelope")
}

// header reads the header blocks that the description knows and passes over the others,
// but for those that say we must not.
func (d *decoder) header() error {
	for {
		more, err := d.child()
		if err != nil || !more {
			return err
		}
		if i := d.block(); i >= 0 {
			if err := d.readBlock(i); err != nil {
				return err
			}
			continue
		}
		must, _ := d.s.Attr(d.space, "mustUnderstand")
		if must = strings.TrimSpace(must); must == "1" || must == "true" {
			d.enter(d.s.Local())
			return d.fail(RuleHeader, "the header block must be understood, and it is not known here")
		}
		if err := d.skip(); err != nil {
			return err
		}
	}
}

// body reads the message element, and refuses what stands beside it.
func (d *decoder) body() error {
	more, err := d.child()
	switch {
	case err != nil:
		return err
	case d.isBare() && !(more && d.isFault()):
		return d.bare(more)
	case !more:
		return d.fail(RuleEmptyBody, "the Body is empty; "+d.wanted()+" is expected")
	case d.isFault():
		if err := d.fault(); err != nil {
			return err
		}
	case d.message.Message == nil || !d.isWrapper():
		d.enter(d.s.Local())
		return d.fail(RuleWrongElement, d.wanted()+" is expected here")
	default:
		if err := d.frame(0); err != nil {
			return err
		}
	}
	for {
		more, err := d.child()
		if err != nil || !more {
			return err
		}
		if _, multiRef := d.s.Attr("", "id"); !multiRef || !d.encoded {
			d.enter(d.s.Local())
			return d.fail(RuleSecondElement, "a second element in the Body")
		}
		if err := d.skip(); err != nil { // it is read where it is referred to
			return err
		}
	}
}

// isBare reports whether the message's fields are the children of the Body.
func (d *decoder) isBare() bool { return d.message.Message != nil && len(d.message.Frames) == 0 }

func (d *decoder) wanted() string {
	if d.message.Message == nil {
		return "no message, only a Fault,"
	}
	if d.isBare() {
		return "what the message declares for the Body"
	}
	return "<" + d.message.Frames[0].Name.Local + ">"
}
