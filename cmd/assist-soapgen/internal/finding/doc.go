// Package finding is what a check has to say, whichever check it is: one rule, one
// place, one sentence in two languages, one fingerprint.
//
// A check makes [Finding] values from the [Rule] table it owns and hands a [Report]
// to one of the writers: text, JSON (schema: [Schema]), Markdown, SARIF 2.1.0 or
// JUnit. [ReadApprovals] reads the reviewed list of findings that were accepted, and
// [Report.Approve] applies it.
//
// Nothing here knows WSDL. All values are plain data, safe to read from several
// goroutines.
package finding
