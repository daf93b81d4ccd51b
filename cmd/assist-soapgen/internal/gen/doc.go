// Package gen turns WSDLs into Go: typed messages, a client and the description
// table of each service.
//
// For most uses call [Project] (the project's own services, WSDL plus sidecar) or
// [Foreign] (any WSDL, no sidecar). Both work in memory and return [Files]; nothing
// touches a disk before [Files.Write]. The stages are
//
//	load   WSDL and sidecars, nothing outside the given file system
//	build  the resolved model into rows of the description table
//	merge  what the sidecar adds
//	check  everything, all problems with file, line and column
//	name   rows, members and constants, the same way every time
//	emit   Go source, formatted
//
// Only check refuses; after it nothing can fail but by a bug of ours.
//
// # Names
//
// A Go name is the WSDL's name with its words joined: Merchant_ID is MerchantID,
// bill_amount is BillAmount. Words in a list of initialisms are upper case. Where two
// names of one scope become equal, the first in document order keeps it and the next
// ones get 2, 3 and so on. Client, NewClient and Service belong to the toolkit; a type
// of that name in the WSDL is Client2.
package gen
