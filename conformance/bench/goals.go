package bench

// Goals returns the table of goals, in the order of the page.
func Goals() []Goal {
	goals := codecGoals()
	goals = append(goals, callGoals()...)
	goals = append(goals, digestGoals()...)
	goals = append(goals, listGoals()...)
	return append(goals, processGoals()...)
}

func codecGoals() []Goal {
	return []Goal{
		{ID: "encode/hand", What: "encode W against the hand bound", Bound: 1.3, Unit: "×", value: slower("encode", Ours, Hand)},
		{ID: "encode/xml", What: "encode W, encoding/xml against ours", Least: true, Bound: 10, Unit: "×", value: slower("encode", EncodingXML, Ours)},
		{ID: "encode/gowsdl", What: "encode W, gowsdl against ours", Least: true, Bound: 10, Unit: "×", value: slower("encode", Gowsdl, Ours)},
		{ID: "encode/allocs", What: "encode W into a kept buffer", Bound: 0, Unit: "allocations", value: lane("encode", Ours, allocs)},
		{ID: "decode/hand", What: "decode W, fully validated, against the hand bound", Bound: 1.5, Unit: "×", value: slower("decode", Ours, Hand)},
		{ID: "decode/xml", What: "decode W, encoding/xml against ours", Least: true, Bound: 9, Unit: "×", value: slower("decode", EncodingXML, Ours), Why: "decode"},
		{ID: "decode/gowsdl", What: "decode W, gowsdl against ours", Least: true, Bound: 9, Unit: "×", value: slower("decode", Gowsdl, Ours), Why: "decode"},
		{ID: "decode/gsoap", What: "decode W, gSOAP against ours", Least: true, Bound: 4, Unit: "×", value: slower("peers-decode", GSOAP, Ours), Why: "decode"},
		{ID: "decode/allocs", What: "decode W", Bound: 6, Unit: "allocations", value: lane("decode", Ours, allocs)},
		{ID: "decode/bytes", What: "decode W into a kept record, bytes allocated against the document", Bound: 1.3, Unit: "×", value: documentShare},
	}
}

// documentShare is what decoding into a kept record allocates, in documents.
func documentShare(r *Report) float64 {
	bytes := lane("decode", Kept, func(l *Lane) float64 { return l.Bytes })(r)
	if race := r.Race("decode"); race != nil {
		return bytes / float64(race.Unit)
	}
	return bytes
}

func callGoals() []Goal {
	share := func(id, what, race string, bound float64) Goal {
		return Goal{ID: id, What: what, Least: true, Bound: bound, Unit: "× raw", value: slower(race, Raw, Ours), Why: "call"}
	}
	over := func(id, what, race string, bound float64) Goal {
		return Goal{ID: id, What: what, Least: true, Bound: bound, Unit: "×", value: slower(race, GowsdlFresh, Ours)}
	}
	return []Goal{
		share("call/1", "typed call, 1 worker, calls a second against raw net/http", "call-plain-1", 0.80),
		share("call/16", "the same with 16 workers", "call-plain-16", 0.75),
		share("call/wait-1", "the same against a server that waits 5 ms, 1 worker", "call-wait-1", 0.97),
		share("call/wait-16", "the same, 16 workers", "call-wait-16", 0.97),
		over("call/gowsdl-1", "calls a second against gowsdl as shipped, 1 worker", "call-plain-1", 3),
		over("call/gowsdl-16", "the same with 16 workers", "call-plain-16", 5),
		over("call/gowsdl-tls-1", "the same over TLS, 1 worker", "call-tls-1", 8),
		over("call/gowsdl-tls-16", "the same over TLS, 16 workers", "call-tls-16", 14),
		{ID: "call/cpu", What: "processor time of the client against raw net/http, 1 worker", Bound: 1.4, Unit: "×", value: cpu("call-plain-1", Ours, Raw), Why: "call"},
		{ID: "call/allocs", What: "allocations a call, net/http's included", Bound: 80, Unit: "", value: lane("call-plain-1", Ours, allocs)},
		{ID: "call/bytes", What: "bytes a call, net/http's included", Bound: 13, Unit: "KB", value: lane("call-plain-1", Ours, kilobytes)},
	}
}

func digestGoals() []Goal {
	return []Goal{
		{ID: "checkvalue/sums", What: "check value against the three MD5 sums", Bound: 1.2, Unit: "×", value: slower("checkvalue", Ours, ThreeSums)},
		{ID: "checkvalue/allocs", What: "check value", Bound: 0, Unit: "allocations", value: lane("checkvalue", Ours, allocs)},
		{ID: "sign/rsa", What: "signature against crypto/rsa", Bound: 1.02, Unit: "×", value: slower("sign", Ours, CryptoRSA), Why: "sign"},
	}
}

func listGoals() []Goal {
	return []Goal{
		{ID: "stream/resident", What: "streamed list of 52 MB, most resident", Bound: 16, Unit: "MiB", value: figure("stream-long-MiB")},
		{ID: "stream/flat", What: "the same against 2.6 MB, difference", Bound: 2, Unit: "MiB", value: difference("stream-long-MiB", "stream-short-MiB"), Why: "flat"},
		{ID: "stream/xml", What: "streamed list, encoding/xml element by element against ours", Least: true, Bound: 10, Unit: "×", value: slower("list-1300", XMLStream, OursStream)},
		{ID: "stream/allocs", What: "streamed list, a record", Bound: 2, Unit: "allocations", value: perRecord("list-1300", "list-100", 1200)},
		{ID: "list/growth", What: "whole list, a byte of 20,000 operations against one of 100", Bound: 1.5, Unit: "×", value: perByte(Ours, "list-20000", "list-100")},
		{ID: "journal/fsync", What: "journal on, 16 workers, against the fsync bound of the disk", Least: true, Bound: 0.9, Unit: "×", value: slower("journal-16", FsyncBound, Journal), Why: "journal"},
	}
}

func processGoals() []Goal {
	return []Goal{
		{ID: "generate/3", What: "generate from 3 operations, processor time", Bound: 50, Unit: "ms", value: figure("generate-3-ms")},
		{ID: "generate/345", What: "generate from 345 operations (2.1 MB), processor time", Bound: 0.8, Unit: "s", value: figure("generate-345-s"), Why: "generate"},
		{ID: "generate/resident", What: "the same, most resident", Bound: 150, Unit: "MiB", value: figure("generate-345-MiB"), Why: "generate"},
		{ID: "generate/doubling", What: "time for twice the description", Bound: 2.3, Unit: "×", value: figure("generate-doubling")},
		{ID: "generate/compile", What: "building what was generated from 345 operations against plain structs of the same fields", Bound: 1.3, Unit: "×", value: figure("compile-ratio")},
		{ID: "suite/cases", What: "cases of the suite", Least: true, Bound: 600, Unit: "", value: figure("suite-cases")},
		{ID: "suite/time", What: "the suite on two cores, embedded sandbox, processor time ÷ 2", Bound: 10, Unit: "s", value: figure("suite-s")},
		{ID: "start", What: "start of the binary", Bound: 20, Unit: "ms", value: figure("start-ms")},
	}
}
