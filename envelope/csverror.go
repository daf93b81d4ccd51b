package envelope

import "strings"

// codedCSVError reads the line "error;first code;second code;", by which reports in the
// CSV format are refused (T11), or returns nil.
func codedCSVError(line string) *GatewayError {
	word, rest, _ := strings.Cut(strings.TrimSpace(line), ";")
	if !strings.EqualFold(word, "error") {
		return nil
	}
	texts := strings.Split(strings.TrimSuffix(rest, ";"), ";")
	if len(texts) != 2 {
		return nil
	}
	first, ok := codeNumber(texts[0])
	second, also := codeNumber(texts[1])
	if !ok || !also || first == 0 {
		return nil
	}
	return &GatewayError{First: first, Second: second}
}
