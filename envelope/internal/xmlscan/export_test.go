package xmlscan

import "io"

// ResetWindow is ResetReader with a window of another size, so that tests can cut
// every token at every byte.
func (s *Scanner) ResetWindow(r io.Reader, limits Limits, window int) {
	s.resetReader(r, limits, window)
}
