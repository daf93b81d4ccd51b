// Package describe prints descriptions of services for people: what to send, what
// comes back, which rules hold, and where each fact was read. It reads
// service.Service values alone, never a WSDL or a sidecar.
package describe
