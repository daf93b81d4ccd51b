package model

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func TestEncoding_AnyDeclaredOne(t *testing.T) {
	body := head + "<documentation>Счёт</documentation>" + echo
	latin := head + "<documentation>Müßig</documentation>" + echo
	decl := func(name string) string { return `<?xml version="1.0" encoding="` + name + `"?>` }
	for _, c := range []struct {
		name, text, want string
		enc              encoding.Encoding
	}{
		{"UTF-8 by default", body, "Счёт", encoding.Nop},
		{"UTF-8 with BOM", "\ufeff" + decl("utf-8") + body, "Счёт", encoding.Nop},
		{"windows-1251", decl("windows-1251") + body, "Счёт", charmap.Windows1251},
		{"KOI8-R in single quotes", `<?xml version='1.0' encoding='koi8-r'?>` + body, "Счёт", charmap.KOI8R},
		{"ISO-8859-1", decl("ISO-8859-1") + latin, "Müßig", charmap.ISO8859_1},
		{"windows-1252", decl("Windows-1252") + latin, "Müßig", charmap.Windows1252},
		{"US-ASCII", decl("US-ASCII") + head + "<documentation>plain</documentation>" + echo, "plain", encoding.Nop},
		{"UTF-16 little endian with BOM", decl("UTF-16") + body, "Счёт", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
		{"UTF-16 big endian with BOM", decl("UTF-16") + body, "Счёт", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
		{"UTF-16 big endian without BOM", decl("UTF-16BE") + body, "Счёт", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, err := c.enc.NewEncoder().String(c.text)
			if err != nil {
				t.Fatal(err)
			}
			d := mustLoadClean(t, "a.wsdl", text)
			if d.Doc != c.want {
				t.Errorf("doc %q", d.Doc)
			}
		})
	}
}

func TestEncoding_DeclarationsThatLie(t *testing.T) {
	for name, text := range map[string]string{
		"windows-1251 without saying so": head + "<documentation>\xd1\xf7\xb8\xf2</documentation>" + echo,
		"odd UTF-16":                     "\xff\xfe<\x00",
	} {
		if _, err := Load("a.wsdl", Options{Root: files("a.wsdl", text)}); err == nil {
			t.Errorf("%s: loads", name)
		}
	}
}
