// Package specfile reads what stands beside the WSDLs: a sidecar
// (wsdl/<service>.service.yaml) for each service and wsdl/common.yaml for all.
//
// Reading is strict: an unknown or repeated key, a word that is not in the list, a
// reference to a field, variant or source that is not there are problems. All
// problems are collected, with file, line and column; see [Problems]. What needs
// the WSDL (are these its fields, in its order?) is for the caller to check; every
// value carries its place for that.
//
// # Language
//
// A sentence may be a plain string (English) or {en: …, ru: …}. Titles, field
// and condition docs, contested subjects and rows of code tables need both.
//
// # Sources
//
// source: D1, or [S0, D7], or [S0, {doc: D20, sure: sample, note: …}]. sure: and
// note: beside source: hold for all of its plain entries. Without sure: the certainty
// is that of the source itself in common.yaml: documented, sdk or third-party.
package specfile
