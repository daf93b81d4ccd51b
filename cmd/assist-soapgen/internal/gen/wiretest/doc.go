// Package wiretest sends what package gen makes of foreign WSDLs through the codec: its
// tests hold the tables of one against the code of the other. It is a package of its
// own so that the generator's tests do not need the run time.
package wiretest
