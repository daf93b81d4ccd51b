package checkvalue

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/assist-soap/toolkit/service"
)

// String returns the explanation in English; see [Explanation.Text].
func (e *Explanation) String() string { return e.Text("en") }

// Text returns the explanation as lines for a person, in English or Russian ("ru").
// Control characters in values are escaped.
func (e *Explanation) Text(language string) string {
	w := &writer{language: language}
	w.head(e)
	for i := range e.Terms {
		w.term(i+1, &e.Terms[i])
	}
	w.inner(e)
	w.verdict(e)
	return w.String()
}

type writer struct {
	strings.Builder
	language string
}

// line writes one line whose format is given in both languages.
func (w *writer) line(en, ru string, args ...any) {
	fmt.Fprintf(w, service.Text{EN: en, RU: ru}.In(w.language)+"\n", args...)
}

func (w *writer) word(en, ru string) string { return service.Text{EN: en, RU: ru}.In(w.language) }

func (w *writer) head(e *Explanation) {
	place := strings.Trim(e.Service+"."+e.Operation+"."+e.Message, ".")
	delimiter := strconv.Quote(e.Delimiter)
	if e.Delimiter == "" {
		delimiter = w.word("none", "нет")
	}
	w.line("%s: %s in field %s, variant %s, delimiter %s", "%s: %s в поле %s, вариант %s, разделитель %s",
		place, e.Kind, e.Field, e.Variant, delimiter)
}

func (w *writer) term(n int, t *TermLine) {
	name := t.Field
	if t.From == service.FromRequest {
		name += w.word(" (of the request)", " (из запроса)")
	}
	fmt.Fprintf(w, "%3d  %-26s  %s\n", n, name, w.value(t))
}

func (w *writer) value(t *TermLine) string {
	switch {
	case !t.TakesPart && t.State != service.Present:
		return w.word("absent: leaves neither value nor delimiter", "нет: ни значения, ни разделителя")
	case !t.TakesPart:
		return fmt.Sprintf("%q: ", t.Text) + w.word("empty or zero: leaves neither value nor delimiter", "пусто или ноль: ни значения, ни разделителя")
	case t.State != service.Present:
		return w.word("absent: keeps its empty slot", "нет: пустое место сохраняется")
	case t.Length == 0:
		return w.word("empty: keeps its empty slot", "пусто: пустое место сохраняется")
	}
	text := strconv.Quote(t.Text)
	if t.Secret {
		text = mask
	}
	return fmt.Sprintf(w.word("%s (length %d)", "%s (длина %d)"), text, t.Length)
}

func (w *writer) inner(e *Explanation) {
	w.line("X = %s (%d bytes)", "X = %s (байтов: %d)", visible(e.X), e.Length)
	switch {
	case e.XDigest != "":
		w.line("md5(X) = %s", "md5(X) = %s", e.XDigest)
	default:
		w.line("md5(X) is withheld because X holds a secret value; --show-digests prints it",
			"md5(X) не показан: в X есть секретное значение; его выводит --show-digests")
	}
	switch {
	case e.Kind != service.CheckValue:
	case e.WordFingerprint == "":
		w.line("no secret word was given: nothing is computed", "секретное слово не задано: значение не вычисляется")
	case e.WordDigest != "":
		w.line("md5(secret word) = %s", "md5(секретное слово) = %s", e.WordDigest)
	default:
		w.line("md5(secret word) is withheld, the word could be guessed from it; fingerprint to compare with another side's: %s; --show-digests prints the digest",
			"md5(секретное слово) не показан: по нему слово можно подобрать; отпечаток для сравнения с другой стороной: %s; хеш выводит --show-digests", e.WordFingerprint)
	}
	if e.Value != "" {
		w.line("%s = UPPER(md5(UPPER(md5(secret word) + md5(X)))) = %s", "%s = UPPER(md5(UPPER(md5(секретное слово) + md5(X)))) = %s", e.Field, e.Value)
	}
}

func (w *writer) verdict(e *Explanation) {
	switch {
	case e.Given == "":
		return
	case !e.Asked:
		w.line("given: %s; it cannot be judged without the key", "задано: %s; без ключа проверить нельзя", e.Given)
	case e.Matches && e.Method != "":
		w.line("given: %s; it matches, made by method %s", "задано: %s; совпадает, способ подписи %s", e.Given, e.Method)
	case e.Matches:
		w.line("given: %s; it matches", "задано: %s; совпадает", e.Given)
	default:
		w.line("given: %s; it does not match", "задано: %s; не совпадает", e.Given)
	}
	for _, f := range e.Findings {
		w.line("  %s: %s", "  %s: %s", f.ID, visible(f.Text.In(w.language)))
		if f.X != "" {
			w.line("    X was %s", "    X была %s", visible(f.X))
		}
	}
	if e.Asked && !e.Matches && len(e.Findings) == 0 {
		w.line("  none of %d usual mistakes fits: compare the secret words (fingerprint above), then each value with the one really sent",
			"  ни одна из %d обычных ошибок не подходит: сравните секретные слова (отпечаток выше), затем каждое значение с отправленным", e.Tried)
	}
}

// visible escapes what a terminal would act on.
func visible(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) && strings.ToValidUTF8(s, "") == s {
		return s
	}
	quoted := strconv.Quote(s)
	return quoted[1 : len(quoted)-1]
}
