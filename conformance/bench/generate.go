package bench

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// generator measures the generator on descriptions that double, and what its output
// costs the compiler beside the bare types.
func generator(binary, dir string, figures Figures) error {
	var last time.Duration
	for _, operations := range []int{3, 86, 172, 345, 690} {
		best := finished{CPU: time.Hour}
		for range 2 {
			done, err := generate(binary, dir, operations)
			if err != nil {
				return err
			}
			if done.CPU < best.CPU {
				best = done
			}
		}
		switch operations {
		case 3:
			figures["generate-3-ms"] = best.CPU.Seconds() * 1000
		case 345:
			figures["generate-345-s"], figures["generate-345-MiB"] = best.CPU.Seconds(), best.Mebibytes
			figures["generate-doubling"] = best.CPU.Seconds() / last.Seconds()
		case 690:
			figures["generate-doubling"] = max(figures["generate-doubling"], best.CPU.Seconds()/last.Seconds())
		}
		last = best.CPU
	}
	return compiled(binary, dir, figures)
}

func generate(binary, dir string, operations int) (finished, error) {
	name := fmt.Sprintf("growth%d", operations)
	path := filepath.Join(dir, name+".wsdl")
	if err := os.WriteFile(path, []byte(description(operations)), 0o600); err != nil {
		return finished{}, err
	}
	out := filepath.Join(dir, name)
	if err := os.RemoveAll(out); err != nil {
		return finished{}, err
	}
	return measured(binary, "generate", "--package", name, "--out", out, path)
}

// description is a WSDL of so many operations with 80 fields, about 6 KB each.
func description(operations int) string {
	var types, messages, port, binding strings.Builder
	for i := range operations {
		fmt.Fprintf(&types, "<xsd:element name=\"Op%[1]dRequest\"><xsd:complexType><xsd:sequence>", i)
		for f := range 80 {
			fmt.Fprintf(&types, "<xsd:element name=\"field%d_%d\" type=\"xsd:string\" minOccurs=\"%d\"/>", i, f, f%2)
		}
		fmt.Fprintf(&types, "</xsd:sequence></xsd:complexType></xsd:element>\n<xsd:element name=\"Op%[1]dResponse\"><xsd:complexType><xsd:sequence><xsd:element name=\"result\" type=\"xsd:string\"/></xsd:sequence></xsd:complexType></xsd:element>\n", i)
		fmt.Fprintf(&messages, "<message name=\"Op%[1]dIn\"><part name=\"p\" element=\"t:Op%[1]dRequest\"/></message>\n<message name=\"Op%[1]dOut\"><part name=\"p\" element=\"t:Op%[1]dResponse\"/></message>\n", i)
		fmt.Fprintf(&port, "<operation name=\"Op%[1]d\"><input message=\"t:Op%[1]dIn\"/><output message=\"t:Op%[1]dOut\"/></operation>\n", i)
		fmt.Fprintf(&binding, "<operation name=\"Op%[1]d\"><soap:operation soapAction=\"urn:Op%[1]d\"/><input><soap:body use=\"literal\"/></input><output><soap:body use=\"literal\"/></output></operation>\n", i)
	}
	return `<definitions name="growth" targetNamespace="urn:growth" xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:growth">` +
		`<types><xsd:schema targetNamespace="urn:growth" elementFormDefault="qualified">` + types.String() + `</xsd:schema></types>` + messages.String() +
		`<portType name="Port">` + port.String() + `</portType><binding name="Binding" type="t:Port"><soap:binding transport="http://schemas.xmlsoap.org/soap/http" style="document"/>` + binding.String() + `</binding>` +
		`<service name="Service"><port name="Port" binding="t:Binding"><soap:address location="http://localhost/"/></port></service></definitions>`
}

// compiled compares the compiler's work on what was generated with that on plain
// structs of the same fields, with tags, which is the least that any generator writes.
func compiled(binary, dir string, figures Figures) error {
	const operations = 345
	out := filepath.Join(dir, fmt.Sprintf("growth%d", operations))
	if _, err := generate(binary, dir, operations); err != nil {
		return err
	}
	bare := filepath.Join(dir, "bare")
	if err := os.MkdirAll(bare, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(bare, "types.go"), []byte(structs(operations)), 0o600); err != nil {
		return err
	}
	if _, err := compile(out, filepath.Base(out)); err != nil { // what it needs, once
		return err
	}
	var all, types []float64
	for range 3 {
		whole, err := compile(out, filepath.Base(out))
		if err != nil {
			return err
		}
		part, err := compile(bare, "bare")
		if err != nil {
			return err
		}
		all, types = append(all, whole.CPU.Seconds()), append(types, part.CPU.Seconds())
		figures["compile-MiB"] = max(figures["compile-MiB"], whole.Mebibytes)
	}
	figures["compile-ratio"] = quantile(all, 0.5) / quantile(types, 0.5)
	return nil
}

// structs are the bare types of [description].
func structs(operations int) string {
	var b strings.Builder
	b.WriteString("package bare\n\n")
	for i := range operations {
		fmt.Fprintf(&b, "type Op%dRequest struct {\n", i)
		for f := range 80 {
			fmt.Fprintf(&b, "\tField%d_%d string `xml:\"field%[1]d_%[2]d,omitempty\" json:\"field%[1]d_%[2]d,omitempty\"`\n", i, f)
		}
		fmt.Fprintf(&b, "}\n\ntype Op%dResponse struct {\n\tResult string `xml:\"result\"`\n}\n\n", i)
	}
	return b.String()
}

// compile builds a package with a comment that no build before it has seen.
func compile(dir, name string) (finished, error) {
	fresh := fmt.Sprintf("package %s\n\n// %d\n", name, time.Now().UnixNano())
	if err := os.WriteFile(filepath.Join(dir, "fresh.go"), []byte(fresh), 0o600); err != nil {
		return finished{}, err
	}
	command := exec.Command("go", "build", ".")
	command.Dir = dir
	return run(command)
}
