package drill

// ofContracts are changes of a contract as a whole.
var ofContracts = []rehearsal{
	{
		name:   "nothing but looks",
		change: always(Restyle),
		ending: ends(pass, pass),
	},
	{
		name:   "split over imports",
		change: always(SplitSchemas),
		ending: ends(pass, pass),
	},
	{
		name:   "style changed from encoded to literal", // a reader needs no xsi:type
		change: always(Replace(`use="encoded"`, `use="literal"`)),
		ending: ends(pass, pass, "request-use-changed", "response-use-changed"),
		needs:  isEncoded,
	},
	{
		name:   "namespace moved",
		change: always(Replace("http://www.paysecure.ru/", "http://www.example.test/")),
		ending: func(p *subject) ending {
			rules := []string{"namespace-moved", "soap-action-changed"}
			if isEncoded(p) {
				rules = append(rules, "type-namespace-moved")
			}
			return ending{rules, nil, lost(p), pass}
		},
	},
	{
		name:   "wrapper renamed",
		change: always(RenameWrapper),
		adapt: func(p *subject) Adapt {
			if isEncoded(p) {
				return RenameOperation
			}
			return nil
		},
		ending: func(p *subject) ending {
			if !isEncoded(p) {
				return ending{[]string{"request-wrapper-renamed"}, nil, lost(p), pass}
			}
			return ending{
				[]string{"operation-renamed", "request-wrapper-renamed", "response-wrapper-renamed"},
				[]string{"sidecar-operation operation", "sidecar-operation wsdl:" + p.described.Operations[0].WSDLName + "New"},
				lost(p), pass,
			}
		},
	},
	{
		name:   "SOAPAction changed", // the gateway finds the operation by its element
		change: always(Replace(`soapAction="`, `soapAction="urn:`)),
		ending: ends(pass, pass, "soap-action-changed"),
	},
	{
		name:   "fault added",
		change: always(AddFault),
		ending: ends(pass, pass, "fault-added"),
	},
	{
		name:   "operation added",
		change: always(AddOperation),
		adapt:  func(*subject) Adapt { return DescribeOperation },
		ending: func(*subject) ending {
			return ending{[]string{"operation-added"}, []string{"sidecar-operation wsdl:Another"}, pass, pass}
		},
	},
}
