// Package cases embeds the conformance cases of the toolkit: one folder per service,
// one txtar file per case. The format is described at conformance.Case.
package cases

import "embed"

// Files holds the cases.
//
//go:embed */*.txtar
var Files embed.FS
