package describe

import (
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// sources cites documents: "S0, D38 (inferred)".
func (p *page) sources(list []service.Source) string {
	cited := make([]string, len(list))
	for i, s := range list {
		cited[i] = s.Doc
		if s.Sure > service.Documented {
			cited[i] += " (" + p.certainty(s.Sure) + ")"
		}
	}
	return strings.Join(cited, ", ")
}

var certaintiesRU = [...]string{"", "документ", "пример", "SDK", "третьи лица", "вывод", "противоречие"}

func (p *page) certainty(c service.Certainty) string {
	if p.ru {
		return certaintiesRU[c]
	}
	return c.String()
}

func (p *page) factSources(f *service.Facts) string {
	if f == nil {
		return ""
	}
	return p.sources(f.Sources)
}

// citedSources are the documents some fact of the service names.
func citedSources(s *service.Service) map[string]bool {
	cited := map[string]bool{}
	cite := func(f *service.Facts) {
		if f != nil {
			for _, source := range f.Sources {
				cited[source.Doc] = true
			}
		}
	}
	cite(s.Facts)
	for i := range s.Types {
		for j := range s.Types[i].Fields {
			cite(s.Types[i].Fields[j].Facts)
		}
	}
	for i := range s.Operations {
		citeOperation(&s.Operations[i], cite)
	}
	for _, c := range s.Contested {
		for _, r := range c.Readings {
			cited[r.Source.Doc] = true
		}
	}
	return cited
}

func citeOperation(op *service.Operation, cite func(*service.Facts)) {
	cite(op.Facts)
	cite(op.Repeat.Facts)
	cite(op.Limit.Facts)
	for _, f := range op.Forms {
		cite(f.Facts)
	}
	for _, o := range op.Outcome {
		cite(o.Facts)
	}
	for _, m := range []*service.Message{&op.Request, &op.Response} {
		cite(m.Facts)
		for _, w := range m.Wrappers {
			cite(w.Facts)
		}
		for _, c := range m.Conditions {
			cite(c.Facts)
		}
		for _, d := range m.Digests {
			for _, v := range d.Variants {
				cite(v.Facts)
			}
		}
	}
}
