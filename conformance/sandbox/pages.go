package sandbox

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/assist-soap/toolkit/service"
)

//go:embed pages
var pageFiles embed.FS

// pages are the parsed templates and the words they use.
type pages struct {
	templates func() *template.Template // parsed for the first visitor: most sandboxes have none
	words     map[string]service.Text
	style     []byte
	script    []byte
}

func newPages() *pages {
	style, err := pageFiles.ReadFile("pages/sandbox.css")
	if err != nil {
		panic("sandbox: the style sheet is not embedded: " + err.Error())
	}
	script, err := pageFiles.ReadFile("pages/console.js")
	if err != nil {
		panic("sandbox: the script is not embedded: " + err.Error())
	}
	return &pages{
		templates: sync.OnceValue(func() *template.Template { return template.Must(template.ParseFS(pageFiles, "pages/*.html")) }),
		words:     words(), style: style, script: script,
	}
}

// view is what a template sees.
type view struct {
	Lang  string // "en" or "ru"
	Title string
	Other string // link to the same page in the other language
	Data  any
	words map[string]service.Text

	// Of the console: the path of the page, the language that was chosen by the reader, the
	// sandbox's time, whether it stands still, and the faults that are on.
	path   string
	chosen string
	Now    time.Time
	Stands bool
	Faults []string
}

// Say returns a sentence in the page's language; a sentence that does not exist is an
// error, which the tests see.
func (v view) Say(key string) (string, error) {
	text, ok := v.words[key]
	if !ok {
		return "", fmt.Errorf("there is no text %q", key)
	}
	return text.In(v.Lang), nil
}

// With returns the view for a part of a page.
func (v view) With(data any) view {
	v.Data = data
	return v
}

// In returns a text of the tables in the page's language.
func (v view) In(text service.Text) string { return text.In(v.Lang) }

// State returns the name of a state of a bill or an order in the page's language.
func (v view) State(state string) string {
	if text, ok := v.words["state "+state]; ok {
		return text.In(v.Lang)
	}
	return state
}

// show renders a page. formTarget is an origin outside the sandbox that a form of the
// page may post to; usually "".
func (s *Sandbox) show(w http.ResponseWriter, r *http.Request, status int, name, title string, v view, formTarget string) {
	v.words = s.pages.words
	v.Title = v.words[title].In(v.Lang)
	v.Other = otherLanguage(r, v.Lang)
	var page bytes.Buffer
	if err := s.pages.templates().ExecuteTemplate(&page, name, v); err != nil {
		s.log.Error("page", "name", name, "error", err)
		http.Error(w, "the page could not be made", http.StatusInternalServerError)
		return
	}
	secure(w.Header(), formTarget)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(page.Bytes())
}

// secure forbids everything a page of the sandbox does not need: scripts, foreign
// resources, frames, caches.
func secure(h http.Header, formTarget string) {
	policy := "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
	if formTarget != "" {
		policy += " " + formTarget
	}
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
}

func (s *Sandbox) serveStyle(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	_, _ = w.Write(s.pages.style)
}

// language chooses a page's language: ?lang=, then what the bill or order asks for,
// then what the browser likes best.
func language(r *http.Request, asked string) string {
	for _, choice := range []string{r.FormValue("lang"), asked} {
		if choice = strings.ToLower(choice); choice == "ru" || choice == "en" {
			return choice
		}
	}
	for choice := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		switch code := strings.ToLower(strings.TrimSpace(choice)); {
		case strings.HasPrefix(code, "ru"), strings.HasPrefix(code, "be"):
			return "ru"
		case strings.HasPrefix(code, "en"):
			return "en"
		}
	}
	return "en"
}

// otherLanguage links to the same page in the other language, keeping what says which
// bill or payment it shows.
func otherLanguage(r *http.Request, current string) string {
	query := url.Values{}
	if r.Method == http.MethodGet {
		query = r.URL.Query()
	}
	query.Set("lang", "ru")
	if current == "ru" {
		query.Set("lang", "en")
	}
	for _, name := range []string{"ID", "CFSID", "PaReq", "TermUrl", "MD"} {
		if value := r.FormValue(name); value != "" {
			query.Set(name, value)
		}
	}
	path := r.URL.Path
	if path == pathDecide { // takes no GET; what it showed is on the step's page
		path = pathStep
	}
	return path + "?" + query.Encode()
}
