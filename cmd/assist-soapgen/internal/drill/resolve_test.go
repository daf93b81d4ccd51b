package drill

import (
	"fmt"
	"strings"
	"testing"
)

// resolve turns a place in words into one in numbers, found in the texts: "code
// request" and "code answer" are where the facts of a message begin, "code
// request.NAME" is the facts of a field, "code request.^NAME" those of the field before
// it, "code operation" the operation's name in the sidecar, "code wsdl:NAME" its
// binding in the changed WSDL.
func resolve(t *testing.T, sidecar, contract, place string) string {
	t.Helper()
	code, where, _ := strings.Cut(place, " ")
	if name, ok := strings.CutPrefix(where, "wsdl:"); ok {
		lines := strings.Split(contract, "\n")
		line, _ := position(t, lines, 0, `<operation name="`+name+`"`)
		line, col := position(t, lines, line, `<operation name="`+name+`"`)
		return fmt.Sprintf("%s wsdl:%d:%d", code, line, col)
	}
	lines := strings.Split(sidecar, "\n")
	message, name, _ := strings.Cut(where, ".")
	heads := map[string]string{"request": "    request:", "answer": "    response:", "operation": "    wsdl:"}
	line, _ := position(t, lines, 0, heads[message])
	switch {
	case message == "operation":
		return fmt.Sprintf("%s service.yaml:%d:%d", code, line, len(heads[message])+2)
	case name == "":
		return fmt.Sprintf("%s service.yaml:%d:7", code, line+1)
	}
	name, before := strings.CutPrefix(name, "^")
	at, col := position(t, lines, line, "        "+name+":")
	for before {
		at--
		before = strings.HasPrefix(lines[at-1], "         ")
	}
	return fmt.Sprintf("%s service.yaml:%d:%d", code, at, max(col, 9))
}

// position finds the first line that holds a text, from a line on.
func position(t *testing.T, lines []string, from int, text string) (line, col int) {
	t.Helper()
	for i := from; i < len(lines); i++ {
		if at := strings.Index(lines[i], text); at >= 0 {
			return i + 1, at + 1
		}
	}
	t.Fatalf("no line holds %q", text)
	return 0, 0
}
