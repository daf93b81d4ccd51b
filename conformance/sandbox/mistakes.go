package sandbox

import (
	"crypto/md5"
	"encoding/hex"
	"iter"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// guess is the check value that one mistake leads to.
type guess struct {
	says  service.Text
	value string
}

// formula computes a check value in some way from a secret word and X.
type formula struct {
	says service.Text
	of   func(word, x string) string
}

// mistakes makes the check values that the usual mistakes lead to, likeliest first: a
// wrong formula, a wrong secret word, a wrong X.
func (s *Sandbox) mistakes(in *input, m *Merchant, d *service.Digest) iter.Seq[guess] {
	return func(yield func(guess) bool) {
		for _, base := range readings(in, d) {
			if !yield(guess{base.says, checkValue(m.SecretWord, base.x())}) {
				return
			}
			for _, f := range formulas() {
				if !yield(guess{f.says, f.of(m.SecretWord, base.x())}) {
					return
				}
			}
			for _, w := range s.wrongWords(m) {
				if !yield(guess{w.says, checkValue(w.value, base.x())}) {
					return
				}
			}
			for changed := range base.changes(in) {
				if changed.x() == base.x() {
					continue // it changes nothing here, and would be told beside the mistake
				}
				if !yield(guess{changed.says, checkValue(m.SecretWord, changed.x())}) {
					return
				}
				if !yield(guess{joined(changed.says, formulas()[0].says), formulas()[0].of(m.SecretWord, changed.x())}) {
					return
				}
			}
		}
	}
}

// formulas are the wrong ways to compute a check value.
func formulas() []formula {
	return []formula{
		{
			service.Text{EN: "the inner MD5s were written in lower case; both have to be in upper case before they are joined", RU: "внутренние MD5 записаны строчными буквами; до склейки оба должны быть прописными"},
			func(word, x string) string { return upperMD5(lowerMD5(word) + lowerMD5(x)) },
		},
		{
			service.Text{EN: "MD5 was computed once over secret word and X; the formula is upper(md5(upper(md5(secret word) + md5(X))))", RU: "MD5 взят один раз от секретного слова и X; формула: upper(md5(upper(md5(слово) + md5(X))))"},
			func(word, x string) string { return upperMD5(word + x) },
		},
		{
			service.Text{EN: "MD5 was computed once over X and the secret word; the formula is upper(md5(upper(md5(secret word) + md5(X))))", RU: "MD5 взят один раз от X и секретного слова; формула: upper(md5(upper(md5(слово) + md5(X))))"},
			func(word, x string) string { return upperMD5(x + word) },
		},
		{
			service.Text{EN: "the secret word was appended to X with a semicolon; it is no part of X", RU: "секретное слово дописано в X через точку с запятой; оно не входит в X"},
			func(word, x string) string { return upperMD5(x + ";" + word) },
		},
		{
			service.Text{EN: "the secret word is part of X, and the formula was applied besides", RU: "секретное слово попало в X, и к нему ещё применена формула"},
			func(word, x string) string { return checkValue(word, x+";"+word) },
		},
		{
			service.Text{EN: "this is MD5 of X alone, without the secret word", RU: "это MD5 от одного X, без секретного слова"},
			func(_, x string) string { return upperMD5(x) },
		},
		{
			service.Text{EN: "the two inner MD5s were joined in the wrong order: the one of the secret word comes first", RU: "внутренние MD5 склеены не в том порядке: сначала MD5 секретного слова"},
			func(word, x string) string { return upperMD5(upperMD5(x) + upperMD5(word)) },
		},
		{
			service.Text{EN: "the inner MD5s were joined as 16 bytes each; join their 32 hexadecimal digits", RU: "внутренние MD5 склеены как байты; склеивать надо их шестнадцатеричные записи"},
			func(word, x string) string {
				a, b := md5.Sum([]byte(word)), md5.Sum([]byte(x))
				return upperMD5(string(a[:]) + string(b[:]))
			},
		},
		{
			service.Text{EN: "the secret word went in as it is; its MD5 is wanted", RU: "секретное слово взято как есть; нужен его MD5"},
			func(word, x string) string { return upperMD5(word + upperMD5(x)) },
		},
		{
			service.Text{EN: "X went in as it is; its MD5 is wanted", RU: "X взят как есть; нужен его MD5"},
			func(word, x string) string { return upperMD5(upperMD5(word) + x) },
		},
	}
}

func lowerMD5(text string) string {
	sum := md5.Sum([]byte(text))
	return hex.EncodeToString(sum[:])
}

// wrongWords are other secret words that people use; value is never shown.
func (s *Sandbox) wrongWords(m *Merchant) []guess {
	list := []guess{
		{service.Text{EN: "the secret word is empty", RU: "секретное слово пустое"}, ""},
		{service.Text{EN: "the secret word ends with a line feed, perhaps of the file it was read from", RU: "в конце секретного слова перевод строки — возможно, из файла"}, m.SecretWord + "\n"},
		{service.Text{EN: "the secret word ends with a carriage return and a line feed", RU: "в конце секретного слова возврат каретки и перевод строки"}, m.SecretWord + "\r\n"},
		{service.Text{EN: "there is a blank behind the secret word", RU: "после секретного слова пробел"}, m.SecretWord + " "},
		{service.Text{EN: "there is a blank before the secret word", RU: "перед секретным словом пробел"}, " " + m.SecretWord},
		{service.Text{EN: "the secret word is in lower case", RU: "секретное слово строчными буквами"}, strings.ToLower(m.SecretWord)},
		{service.Text{EN: "the secret word is in upper case", RU: "секретное слово прописными буквами"}, strings.ToUpper(m.SecretWord)},
		{service.Text{EN: "the password was used as the secret word", RU: "вместо секретного слова взят пароль"}, m.Password},
		{service.Text{EN: "the secret word is put through MD5 twice", RU: "MD5 секретного слова взят дважды"}, upperMD5(m.SecretWord)},
	}
	for i := range s.merchants {
		if other := &s.merchants[i]; other.ID != m.ID && other.SecretWord != m.SecretWord {
			list = append(list, guess{service.Text{
				EN: "this is the secret word of merchant " + other.ID, RU: "это секретное слово магазина " + other.ID,
			}, other.SecretWord})
		}
	}
	return list
}

func joined(a, b service.Text) service.Text {
	return service.Text{EN: a.EN + "; and " + b.EN, RU: a.RU + "; и " + b.RU}
}
