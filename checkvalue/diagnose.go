package checkvalue

import (
	"iter"
	"slices"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// Finding is a mistake with which the given value was made, or something to note
// about it. It holds no secret value.
type Finding struct {
	ID   string // of the mistake, stable: "delimiter"; two mistakes at once: "delimiter+amount-spelling"
	Text service.Text
	X    string // what was digested then, secrets masked; "" where X was right
}

// mistake is a way in which check values go wrong, as a row of the catalogue.
type mistake struct {
	id   string
	text service.Text // {fields} and {how} are filled in
	// cheap marks mistakes with few variations: they are also tried in pairs.
	cheap bool
	// keyed marks mistakes about the secret word or the rule: signatures know neither.
	keyed bool
	vary  func(q *inquiry, d draft) iter.Seq2[draft, trait]
}

// trait tells one variation of a mistake from another.
type trait struct {
	fields []string
	how    service.Text
}

// inquiry looks for the mistake behind one wrong digest.
type inquiry struct {
	digest           *service.Digest
	variant          *service.Variant
	message, request *service.Record
	keyed            bool
	fits             func(d *draft) bool
	tried            int
}

// Bounds of the search. A try takes about a microsecond.
const (
	maxTries    = 30000
	maxFindings = 5
)

// findings tries every mistake alone and, if none fits, the cheap ones in pairs.
func (q *inquiry) findings(right draft) []Finding {
	catalogue := slices.DeleteFunc(mistakes(), func(m mistake) bool { return m.keyed && !q.keyed })
	var found []Finding
	for i := range catalogue {
		for d, t := range catalogue[i].vary(q, right) {
			if q.try(&d) {
				found = append(found, finding(&right, &d, step{&catalogue[i], t}))
				break // further variations of one mistake say nothing new
			}
		}
		if len(found) == maxFindings {
			break
		}
	}
	if len(found) > 0 {
		return found
	}
	return q.pairs(catalogue, right)
}

// pairs returns the first two mistakes that fit together.
func (q *inquiry) pairs(catalogue []mistake, right draft) []Finding {
	for i := range catalogue {
		if !catalogue[i].cheap {
			continue
		}
		for once, t := range catalogue[i].vary(q, right) {
			for j := range catalogue {
				if j == i || catalogue[j].cheap && j < i {
					continue
				}
				for twice, u := range catalogue[j].vary(q, once) {
					if q.tried >= maxTries {
						return nil
					}
					if q.try(&twice) {
						return []Finding{finding(&right, &twice, step{&catalogue[i], t}, step{&catalogue[j], u})}
					}
				}
			}
		}
	}
	return nil
}

func (q *inquiry) try(d *draft) bool {
	q.tried++
	return q.fits(d)
}

// step is one mistake made in one way.
type step struct {
	mistake *mistake
	trait   trait
}

func finding(right, wrong *draft, steps ...step) Finding {
	var f Finding
	var ids, en, ru []string
	for _, s := range steps {
		fields := strings.Join(s.trait.fields, ", ")
		ids = append(ids, s.mistake.id)
		en = append(en, strings.NewReplacer("{fields}", fields, "{how}", s.trait.how.EN).Replace(s.mistake.text.EN))
		ru = append(ru, strings.NewReplacer("{fields}", fields, "{how}", s.trait.how.RU).Replace(s.mistake.text.RU))
	}
	f.ID = strings.Join(ids, "+")
	f.Text = service.Text{EN: strings.Join(en, "; and "), RU: strings.Join(ru, "; и ")}
	if x := wrong.shown(); x != right.shown() {
		f.X = x
	}
	return f
}
