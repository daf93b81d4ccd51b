package envelope

import (
	"errors"
	"strings"

	"github.com/assist-soap/toolkit/envelope/internal/xmlscan"
	"github.com/assist-soap/toolkit/service"
)

// appendOpen appends attributes of any name, each with a prefix of its own.
func appendOpen(dst []byte, items []service.Value) ([]byte, error) {
	var err error
	for i := range items {
		name, value := service.SplitAttribute(items[i].Text)
		if !isAttributeName(name.Local) {
			return dst, errors.New("it holds a name that no attribute can have")
		}
		written := name.Local
		if prefix := ownPrefix(name.Space); prefix != "" {
			written = prefix + ":" + name.Local
		} else if name.Space != "" {
			prefix = numbered("a", i)
			dst = append(dst, " xmlns:"+prefix+`="`+escapeAttribute(name.Space)+`"`...)
			written = prefix + ":" + name.Local
		}
		if dst, err = appendAttribute(append(dst, " "+written+`="`...), value); err != nil {
			return dst, err
		}
		dst = append(dst, '"')
	}
	return dst, nil
}

// isAttributeName: a name without prefix, and not the one that declares namespaces.
func isAttributeName(local string) bool {
	if local == "" || local == "xmlns" || strings.ContainsAny(local, ": \t\r\n<>/='\"") {
		return false
	}
	return xmlscan.NewString("<"+local+"/>", xmlscan.Limits{}).Finish() == nil
}
