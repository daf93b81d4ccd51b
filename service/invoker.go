package service

import "context"

// Invoker carries out a call. Generated clients need nothing else; soapclient.Client
// is the one to use, others wrap a transport a team already has.
//
// Request and response are pointers to the generated structs of the operation.
// After a nil error response is complete; after an error it is to be ignored.
type Invoker interface {
	Invoke(ctx context.Context, s *Service, op *Operation, request, response any, options ...CallOption) error
}

// CallOption changes one call. The options are defined by the Invoker's package.
type CallOption interface{ CallOption() }
