// Package jsonscan reads JSON strictly and keeps every value as it is written:
// numbers stay text, because an amount is digested as printed and is no float.
//
// It refuses what readers disagree about: a member given twice, half of a surrogate
// pair, characters that no other format of the gateway can carry, bytes after the
// value. What it accepts encoding/json accepts too, with the same texts.
//
// A [Scanner] is walked by its caller: [Scanner.Value] reads the beginning of a value;
// after an object or array has begun, [Scanner.Member] or [Scanner.Element] moves to
// each of its values, until they report false; [Scanner.Skip] passes over one.
package jsonscan
