package sandbox

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Lists of the console are tables of cells, which one template writes.
type table struct {
	Title   string   // key of its heading, "" for none
	Columns []string // keys of their headings
	Rows    [][]entry
	Empty   string // key of what is said when there are no rows
}

// entry is one value of a table or a list of facts.
type entry struct {
	Text  string
	Link  string
	Under string // a second, quieter line
	Key   string // of a text in the page's language, instead of Text
	State string // "good", "bad", "wait": a coloured mark; "" for none
	Kind  string // "number" and "code" are set in other type
}

// fact is a name and its value.
type fact struct {
	Name string // key of what it is
	entry
}

// Value is the entry of a fact.
func (f fact) Value() entry { return f.entry }

// block is a text laid out for reading.
type block struct{ Title, Text string }

// Press is a button that changes something.
type press struct {
	Path, Name, Value string // what is posted
	Key               string // of what stands on it
	Also              map[string]string
}

// detailPage is a page about one thing.
type detailPage struct {
	Heading string
	State   entry
	Facts   []fact
	Tables  []table
	Blocks  []block
	Presses []press
	Up      string // link to the list it is in
	UpKey   string
}

// listPage is a page with a long list, cut into pages.
type listPage struct {
	Path      string
	Table     table
	Filters   []filter
	Query     string // text looked for
	Search    bool
	Total     int
	From, To  int // of the rows shown, from 1
	Prev      string
	Next      string
	Merchants []entry
	Do        string // path of a form that makes one more
	DoKey     string
	Lead      string // key of a sentence above
}

// filter narrows a list to one value.
type filter struct {
	Name, Key string
	Choices   []choice
}

type choice struct {
	Value, Text, Key string
	Chosen           bool
}

// perPage is how many rows a page of the console shows.
const perPage = 100

// chooser offers values of a filter; the first choice is all of them.
func chooser(r *http.Request, name, key string, choices ...choice) filter {
	chosen := r.FormValue(name)
	f := filter{name, key, append([]choice{{Key: "all"}}, choices...)}
	for i := range f.Choices {
		f.Choices[i].Chosen = f.Choices[i].Value == chosen
	}
	return f
}

// merchantFilter offers the merchants.
func (s *Sandbox) merchantFilter(r *http.Request) filter {
	var choices []choice
	for i := range s.merchants {
		choices = append(choices, choice{Value: s.merchants[i].ID, Text: s.merchants[i].ID + " " + s.merchants[i].Name})
	}
	return chooser(r, "merchant", "merchant", choices...)
}

// stateFilter offers states, named in the page's language.
func stateFilter(r *http.Request, states ...string) filter {
	var choices []choice
	for _, state := range states {
		choices = append(choices, choice{Value: state, Key: "state " + state})
	}
	return chooser(r, "state", "state", choices...)
}

// listOfRows cuts rows, the newest first, into pages.
func listOfRows[T any](r *http.Request, p listPage, all []T, row func(T) []entry) listPage {
	p.Path, p.Query, p.Total = r.URL.Path, r.FormValue("q"), len(all)
	at, _ := strconv.Atoi(r.FormValue("page"))
	at = min(max(at, 1), max((len(all)+perPage-1)/perPage, 1))
	from, to := (at-1)*perPage, min(at*perPage, len(all))
	p.From, p.To = from+1, to
	if at > 1 {
		p.Prev = otherPage(r, at-1)
	}
	if to < len(all) {
		p.Next = otherPage(r, at+1)
	}
	for _, item := range all[from:to] {
		p.Table.Rows = append(p.Table.Rows, row(item))
	}
	return p
}

func otherPage(r *http.Request, page int) string {
	query := url.Values{"page": {strconv.Itoa(page)}}
	for name, values := range r.URL.Query() {
		if name != "page" && values[0] != "" {
			query.Set(name, values[0])
		}
	}
	return r.URL.Path + "?" + query.Encode()
}

// findable reports whether any of the texts holds what is looked for; case does not count.
func findable(query string, texts ...string) bool {
	query = strings.ToLower(strings.TrimSpace(query))
	for _, text := range texts {
		if strings.Contains(strings.ToLower(text), query) {
			return true
		}
	}
	return query == ""
}
