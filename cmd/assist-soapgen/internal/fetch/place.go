package fetch

import (
	"net/url"
	"path"
	"strings"
)

// IndexName is the file beside the fetched documents that says what they are.
const IndexName = "index.json"

// fileOf names the file for an address: its path, cleaned, and the query behind an
// "@". Whatever a file system may take amiss is written as %XX.
func fileOf(u *url.URL) string {
	parts := strings.Split(strings.TrimPrefix(path.Clean("/"+u.Path), "/"), "/")
	if u.RawQuery != "" {
		parts[len(parts)-1] += "@" + u.RawQuery
	}
	for i, part := range parts {
		parts[i] = safeName(part)
	}
	name := strings.Join(parts, "/")
	if name == "" || name == IndexName {
		name += "@"
	}
	return name
}

// safeName writes one part of a path with letters, digits and a few signs only.
func safeName(part string) string {
	const hex, most = "0123456789ABCDEF", 150
	var b strings.Builder
	for i := range len(part) {
		switch c := part[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-_@=&", c) >= 0, c == '.' && i > 0:
			b.WriteByte(c)
		default:
			b.WriteString("%" + string(hex[c>>4]) + string(hex[c&15]))
		}
		if b.Len() > most {
			break
		}
	}
	return b.String()
}

// FolderOf names the folder for an endpoint: its host, and the port if one is given.
func FolderOf(endpoint string) string {
	u, err := url.Parse(endpoint)
	if err != nil {
		return "unknown"
	}
	return safeName(strings.NewReplacer(":", "_", "[", "", "]", "").Replace(u.Host))
}
