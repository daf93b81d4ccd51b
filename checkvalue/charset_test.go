package checkvalue_test

import (
	"crypto/md5"

	"golang.org/x/text/encoding/charmap"
)

func toCP1251(text string) string {
	encoded, err := charmap.Windows1251.NewEncoder().String(text)
	if err != nil {
		panic(err)
	}
	return encoded
}

// misled is text whose UTF-8 bytes were taken for windows-1251.
func misled(text string) string {
	wrong, err := charmap.Windows1251.NewDecoder().String(text)
	if err != nil {
		panic(err)
	}
	return wrong
}

func rawMD5(text string) string {
	s := md5.Sum([]byte(text))
	return string(s[:])
}
