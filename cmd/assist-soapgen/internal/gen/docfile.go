package gen

import "strings"

// docFile writes the package comment.
func (d *description) docFile() string {
	var s source
	first := d.services[0]
	if d.project {
		d.projectDoc(&s, first)
		return s.String()
	}
	head := "Package " + d.pkg + " calls the service " + first.table.Name + "."
	if len(d.services) > 1 {
		var names []string
		for _, entry := range d.services {
			names = append(names, entry.table.Name)
		}
		head = "Package " + d.pkg + " calls the services " + strings.Join(names, ", ") + "."
	}
	s.comment(append([]string{head}, paragraphs(first.doc)...)...)
	return s.String()
}

func (d *description) projectDoc(s *source, entry *serviceEntry) {
	t := &entry.table
	s.comment(append([]string{"Package " + d.pkg + " is the web service " + t.Name + ": " + decapitalise(sentence(t.Title.EN))}, paragraphs(entry.doc)...)...)
	if len(entry.operations) > 0 && entry.operations[0].response != nil {
		op := &entry.operations[0]
		s.line("//\n//\tclient := %s.NewClient(invoker) // usually a soapclient.Client", d.pkg)
		s.line("//\tresponse, err := client.%s(ctx, &%s.%s{…})", op.goName, d.pkg, op.request.goName)
	}
	s.line("//")
	s.comment("Its endpoint is "+t.Path+" on the server the gateway assigns. Merchant, login, password, check value and signature are filled in by the client and are no fields here.", sourcesOf(t.Facts))
	if len(t.Contested) == 0 {
		return
	}
	s.line("//\n// # Contested facts\n//")
	s.comment("The vendor's documents do not agree on these points. What the toolkit does:")
	s.line("//")
	for _, c := range t.Contested {
		for i, line := range wrap(c.Subject.EN + ": " + sentence(c.Default)) {
			s.line("// %s%s", map[bool]string{true: "  - ", false: "    "}[i == 0], line)
		}
	}
}
