package sandbox

import (
	"regexp"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// hintsFor finds usual mistakes behind a refusal that is not about a digest. It looks at
// what was sent and never repeats it.
func (s *Sandbox) hintsFor(svc *service.Service, in *input, problem *refusal, body string) []service.Text {
	var hints []service.Text
	add := func(en, ru string) { hints = append(hints, service.Text{EN: en, RU: ru}) }
	if in == nil {
		s.packetHints(svc, body, add)
		return hints
	}
	for name := range in.strangers {
		if field := s.nearest(in, name); field != "" {
			add(clip(name)+" is not a parameter; did you mean "+field+"?", clip(name)+" — не параметр; возможно, имелся в виду "+field+"?")
		}
	}
	for i := range problem.complaints {
		if name := problem.complaints[i].field(in.requestType()); name != "" {
			valueHints(fieldCalled(in.requestType(), name), in.raw[name], add)
		}
	}
	return hints
}

// packetHints are about requests that could not be read.
func (s *Sandbox) packetHints(svc *service.Service, body string, add func(en, ru string)) {
	for _, other := range s.services {
		for _, name := range wrapperNames(other) {
			if other != svc && regexp.MustCompile(`<(?:[\w-]+:)?`+name+`[\s>/]`).MatchString(body) {
				add("this is a request to "+other.Name+": POST it to "+other.Path, "это запрос к "+other.Name+": отправьте его на "+other.Path)
			}
		}
	}
	if strings.Contains(body, "&") && regexp.MustCompile(`&(?:[^a-zA-Z#]|[a-zA-Z]+[^a-zA-Z;])`).MatchString(body) && strings.HasPrefix(strings.TrimSpace(body), "<") {
		add("an ampersand inside XML has to be written as &amp;", "амперсанд внутри XML пишется как &amp;")
	}
}

// valueHints look at one value.
func valueHints(field *service.Field, value string, add func(en, ru string)) {
	if field == nil || field.Facts == nil || value == "" {
		return
	}
	switch format := field.Facts.Format; {
	case value != strings.TrimSpace(value):
		add("there are blanks around the value of "+field.Name, "вокруг значения "+field.Name+" есть пробелы")
	case format == service.FormatAmount && strings.ContainsAny(value, ","):
		add("write "+field.Name+" with a point, not a comma", "пишите "+field.Name+" с точкой, а не с запятой")
	case format == service.FormatAmount && strings.ContainsAny(value, " \u00a0"):
		add("write "+field.Name+" without blanks between the digits", "пишите "+field.Name+" без пробелов между цифрами")
	case format == service.FormatAmount && strings.HasPrefix(value, "-"):
		add(field.Name+" has no sign", field.Name+" пишется без знака")
	case format == service.FormatAmount && strings.ContainsAny(value, "eE"):
		add(field.Name+" looks like a floating-point number of a program; format it with two digits after the point", field.Name+" похожа на число с плавающей точкой; запишите её с двумя цифрами после точки")
	case (format == service.FormatMinute || format == service.FormatDate || format == service.FormatDateTime) && regexp.MustCompile(`^\d{4}-\d{2}-\d{2}`).MatchString(value):
		add(field.Name+" is an ISO date; the gateway wants another form", field.Name+" — дата в виде ISO; шлюзу нужен другой вид")
	case format == service.FormatMinute && regexp.MustCompile(`^\d{2}\.\d{2}\.\d{4}`).MatchString(value):
		add(field.Name+" is written day first, as answers print dates; here it is YYYYMMDDThhmm", field.Name+" начинается с дня, как в ответах; здесь нужно YYYYMMDDThhmm")
	case format == service.FormatMinute:
		add("moments are GMT, not Moscow time", "время указывается по Гринвичу, а не по Москве")
	}
}

// nearest finds the field that a misspelt name may stand for.
func (s *Sandbox) nearest(in *input, name string) string {
	plain := func(text string) string {
		return strings.NewReplacer("_", "", "-", "", ".", "").Replace(strings.ToLower(text))
	}
	t := in.requestType()
	best, least := "", 3
	for i := range t.Fields {
		if d := distance(plain(name), plain(t.Fields[i].Name)); d < least {
			best, least = t.Fields[i].Name, d
		}
	}
	return best
}

// distance counts the letters by which two words differ (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := last
			if a[i] != b[j] {
				cost++
			}
			last = row[j+1]
			row[j+1] = min(cost, row[j]+1, last+1)
		}
	}
	return row[len(b)]
}

// loginHints tell what is wrong with credentials: the sandbox may, its own are public.
func (s *Sandbox) loginHints(m *Merchant, login, password string) []service.Text {
	var hints []service.Text
	add := func(wrong bool, en, ru string) {
		if wrong {
			hints = append(hints, service.Text{EN: en, RU: ru})
		}
	}
	loginFits, passwordFits := login == m.Login, password == m.Password
	add(loginFits && !passwordFits, "the login fits, the password does not", "логин верен, пароль нет")
	add(!loginFits && passwordFits, "the password fits, the login does not", "пароль верен, логин нет")
	add(!loginFits && strings.EqualFold(strings.TrimSpace(login), m.Login), "the login differs in case or blanks only", "логин отличается только регистром или пробелами")
	add(!passwordFits && strings.EqualFold(strings.TrimSpace(password), m.Password), "the password differs in case or blanks only", "пароль отличается только регистром или пробелами")
	add(password == m.SecretWord, "the secret word was sent as the password", "вместо пароля передано секретное слово")
	add(login == m.Password && password == m.Login, "login and password have changed places", "логин и пароль переставлены")
	for i := range s.merchants {
		other := &s.merchants[i]
		add(other.ID != m.ID && other.Login == login && other.Password == password,
			"these are the credentials of merchant "+other.ID, "это учётные данные магазина "+other.ID)
	}
	return hints
}
