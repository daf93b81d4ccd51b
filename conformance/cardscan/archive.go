package cardscan

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"strings"
)

// maxUnzipped bounds what a compressed file may grow to, and all files of an archive together.
const maxUnzipped = 16 << 20

func unzipped(text []byte) []piece {
	if !bytes.HasPrefix(text, []byte{0x1f, 0x8b}) {
		return nil
	}
	reader, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		return nil
	}
	plain, _ := io.ReadAll(io.LimitReader(reader, maxUnzipped))
	return []piece{{text: plain}}
}

// unpacked reads the files of a zip archive, and their names: evidence is handed over as one.
func unpacked(text []byte) (list []piece) {
	if !bytes.HasPrefix(text, []byte("PK\x03\x04")) {
		return nil
	}
	archive, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		return nil
	}
	room := int64(maxUnzipped)
	for _, file := range archive.File {
		inner, err := file.Open()
		if err != nil {
			continue
		}
		plain, _ := io.ReadAll(io.LimitReader(inner, room))
		_ = inner.Close()
		room -= int64(len(plain))
		list = append(list, piece{
			text:   append([]byte(file.Name+"\n"), plain...),
			source: strings.HasPrefix(file.Name, "cases/") || strings.HasPrefix(file.Name, "contracts/"),
		})
	}
	return list
}
