package journal

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// CorruptError says that a journal is damaged at a place where no crash damages it.
// Nothing was changed. Restore the file, or settle by hand what it shows before the
// place; what follows it may be intents that were sent.
type CorruptError struct {
	File   string
	Offset int64 // of the damaged line
	Reason string
}

// Error returns one line.
func (e *CorruptError) Error() string {
	return fmt.Sprintf("journal %s: damaged at byte %d: %s; nothing was changed, restore the file or settle it by hand", e.File, e.Offset, e.Reason)
}

// firstBlock is what a crash may leave of a new file: its size came, its text did not.
const firstBlock = 4 << 10

// load reads a journal and returns how many bytes of it are whole. What follows is the
// rest of a write that a crash cut off: only there a line has no end.
func load(file string, data []byte) (b *book, whole int, err error) {
	b = newBook()
	if begun := bytes.TrimRight(data, "\x00"); len(data) <= firstBlock && len(begun) < len(header) && strings.HasPrefix(header, string(begun)) {
		return b, 0, nil // cut off when it was made
	}
	if !bytes.HasPrefix(data, []byte(header)) {
		if bytes.HasPrefix(data, []byte("assist-journal ")) {
			return nil, 0, &CorruptError{file, 0, "it is of another version than this program knows"}
		}
		return nil, 0, &CorruptError{file, 0, "it is no journal"}
	}
	for whole = len(header); whole < len(data); {
		r, size, err := readLine(data[whole:])
		if errors.Is(err, errTorn) {
			return b, whole, nil
		}
		if err == nil {
			err = b.read(r)
		}
		if err != nil {
			return nil, 0, &CorruptError{file, int64(whole), err.Error()}
		}
		whole += size
	}
	return b, whole, nil
}
