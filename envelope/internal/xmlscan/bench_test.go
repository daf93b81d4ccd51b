package xmlscan_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
)

const (
	soapSpace = "http://schemas.xmlsoap.org/soap/envelope/"
	xsiSpace  = "http://www.w3.org/2001/XMLSchema-instance"
	xsdSpace  = "http://www.w3.org/2001/XMLSchema"
)

// response is a SOAP answer of the usual shape and size: 40 children, each
// with xsi:type, Cyrillic in some, references in two.
func response() []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<soapenv:Envelope xmlns:soapenv="` + soapSpace + `" xmlns:xsd="` + xsdSpace + `" xmlns:xsi="` + xsiSpace + `">` +
		`<soapenv:Body><ws:PayResponse xmlns:ws="http://www.example.org/ws/pay"><return>`)
	for i := range 40 {
		value := "approved value"
		switch {
		case i%9 == 4:
			value = "Оплата"
		case i == 12 || i == 30:
			value = "A &amp; B &lt;C"
		case i%5 == 0:
			value = "1250.00"
		}
		name := fmt.Sprintf("fieldname%02d", i)
		b.WriteString("<" + name + ` xsi:type="xsd:string">` + value + "</" + name + ">")
	}
	b.WriteString(`</return></ws:PayResponse></soapenv:Body></soapenv:Envelope>`)
	return b.Bytes()
}

// readResponse walks the answer the way the envelope does, and returns the
// number of value bytes read.
func readResponse(s *xmlscan.Scanner) (int, error) {
	total := 0
	for range 4 { // Envelope, Body, PayResponse, return
		if _, err := s.Child(); err != nil {
			return 0, err
		}
	}
	for {
		more, err := s.Child()
		if err != nil {
			return 0, err
		}
		if !more {
			return total, s.Finish()
		}
		value, err := s.Leaf()
		if err != nil {
			return 0, err
		}
		total += len(value) + len(s.Local())
	}
}

func readWithTokens(doc []byte) (int, error) {
	d := xml.NewDecoder(bytes.NewReader(doc))
	total := 0
	for {
		t, err := d.Token()
		if err == io.EOF {
			return total, nil
		}
		if err != nil {
			return 0, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			total += len(t.Name.Local)
		case xml.CharData:
			total += len(t)
		}
	}
}

// unmarshalTarget is a struct with one field per child.
type unmarshalTarget struct {
	Return struct {
		Fields []struct {
			XMLName xml.Name
			Value   string `xml:",chardata"`
		} `xml:",any"`
	} `xml:"Body>PayResponse>return"`
}

func BenchmarkResponse(b *testing.B) {
	doc := response()
	text := string(doc)
	run := func(name string, read func() error) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(doc)))
			b.ReportAllocs()
			for b.Loop() {
				if err := read(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	run("new", func() error {
		_, err := readResponse(xmlscan.New(doc, xmlscan.Limits{}))
		return err
	})
	var s xmlscan.Scanner
	run("reset", func() error {
		s.Reset(doc, xmlscan.Limits{})
		_, err := readResponse(&s)
		return err
	})
	run("reset-string", func() error {
		s.ResetString(text, xmlscan.Limits{})
		_, err := readResponse(&s)
		return err
	})
	run("check-only", func() error { return xmlscan.Check(doc, xmlscan.Limits{}) })
	run("clone-and-count", func() error {
		if strings.Count(strings.Clone(text), "<") == 0 {
			return io.ErrUnexpectedEOF
		}
		return nil
	})
	run("hand", func() error { _, err := readByHand(doc); return err })
	run("encoding-xml-tokens", func() error { _, err := readWithTokens(doc); return err })
	run("encoding-xml-unmarshal", func() error {
		var v unmarshalTarget
		return xml.Unmarshal(doc, &v)
	})
}

// BenchmarkLarge shows that time grows with the document and nothing else.
func BenchmarkLarge(b *testing.B) {
	one := response()
	begin, end := bytes.Index(one, []byte("<return>")), bytes.Index(one, []byte("</ws:Pay"))
	for _, n := range []int{1, 100, 4000} {
		var doc []byte
		doc = append(doc, one[:begin]...)
		for range n {
			doc = append(doc, one[begin:end]...)
		}
		doc = append(doc, one[end:]...)
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(doc)))
			for b.Loop() {
				if err := xmlscan.Check(doc, xmlscan.Limits{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
