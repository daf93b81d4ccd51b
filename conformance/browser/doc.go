// Package browser holds the tests of the sandbox's pages in a real browser, headless
// Chromium, and of its mail against a real SMTP server. It is a module of its own, so
// that nobody who uses the toolkit downloads what drives them:
//
//	make browser
//
// writes build/screenshots/*.png, which are there to be looked at.
package browser
