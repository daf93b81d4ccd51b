package drill

// ofRequests: what today's client does not know it does not send: only a demand hurts.
var ofRequests = []rehearsal{
	{
		name:   "optional field added to the request",
		change: always(AddField(InRequest, novelty, "0")),
		adapt:  func(*subject) Adapt { return DescribeField(false, novelty) },
		ending: func(*subject) ending {
			return ending{[]string{"request-field-added-optional"}, []string{"sidecar-field request"}, pass, pass}
		},
	},
	{
		name:   "required field added to the request",
		change: always(AddField(InRequest, novelty, "1")),
		adapt:  func(*subject) Adapt { return DescribeField(false, novelty) },
		cases:  func(*subject) CaseEdits { return CaseEdits{Input: AddLine(novelty, "1")} },
		ending: func(*subject) ending {
			return ending{[]string{"request-field-added-required"}, []string{"sidecar-field request"}, fail, pass}
		},
	},
	{
		name:   "field removed from the request",
		change: func(p *subject) Change { return RemoveField(InRequest, fieldName(p.unsent)) },
		adapt: func(p *subject) Adapt {
			if p.forget != nil {
				return p.forget
			}
			return ForgetField(false, fieldName(p.unsent))
		},
		ending: func(p *subject) ending {
			return ending{about("request-field-removed-optional", p.unsent), []string{"sidecar-field request." + fieldName(p.unsent)}, pass, pass}
		},
		needs: hasUnsent,
	},
	{
		// The empty value keeps its delimiter today and has none tomorrow: same request,
		// another check value.
		name:   "field of the check value removed",
		change: func(p *subject) Change { return RemoveField(InRequest, fieldName(p.slot)) },
		adapt:  func(p *subject) Adapt { return ForgetField(false, fieldName(p.slot)) },
		ending: func(p *subject) ending {
			return ending{about("request-field-removed-optional", p.slot), []string{"sidecar-field request." + fieldName(p.slot)}, fail, pass}
		},
		needs: hasSlot,
	},
	{
		// The sandbox, like the gateway, knows parameters by their names in the documents
		// too; the schema of the new contract does not know the old element.
		name:   "field of the request renamed",
		change: func(p *subject) Change { return SetField(InRequest, fieldName(p.sent), "name", novelty) },
		adapt:  func(p *subject) Adapt { return RenameFacts(fieldName(p.sent), novelty) },
		cases:  func(p *subject) CaseEdits { return CaseEdits{Input: RenameLine(fieldName(p.sent), novelty)} },
		ending: func(p *subject) ending {
			return ending{about("request-field-renamed", p.sent), []string{"sidecar-field request", "sidecar-field request." + fieldName(p.sent)}, fail, pass}
		},
	},
	{
		// The values of the cases are no numbers: made anew, the client says so itself.
		name:   "field of the request retyped",
		change: func(p *subject) Change { return SetField(InRequest, fieldName(p.sent), "type", "xsd:int") },
		ending: func(p *subject) ending { return ending{about("request-field-retyped", p.sent), nil, fail, fail} },
	},
	{
		name:   "field of the request reordered",
		change: func(p *subject) Change { return MoveField(InRequest, fieldName(movedInRequest(p))) },
		adapt:  func(p *subject) Adapt { return SwapFields(false, fieldName(movedInRequest(p))) },
		ending: func(p *subject) ending {
			return ending{about("request-field-reordered", movedInRequest(p)), []string{"field-order request.^" + fieldName(movedInRequest(p))}, fail, pass}
		},
		otherwise: map[string]ending{
			// Its neighbour is sealed and not sent: on the wire nothing moved.
			"orderresult": {[]string{"request-field-reordered"}, []string{"field-order request.^billnumber"}, pass, pass},
			// The merchant's number, which the check value of the answer takes from the request, moves.
			"orderstate": {[]string{"request-field-reordered!"}, []string{"field-order request.^merchant_id"}, fail, pass},
		},
	},
	{
		name:   "field of the request became required",
		change: func(p *subject) Change { return SetField(InRequest, fieldName(p.unsent), "minOccurs", "1") },
		cases: func(p *subject) CaseEdits {
			return CaseEdits{Input: AddLine(fieldName(p.unsent), p.filled)}
		},
		ending: func(p *subject) ending {
			return ending{about("request-field-became-required", p.unsent), nil, fail, pass}
		},
		otherwise: map[string]ending{
			// A bill that is not paid has no payment number: no client could fill it in.
			"billstatus": {[]string{"request-field-became-required"}, nil, fail, fail},
			// A minute needs its hour, an hour its date: nobody can send it alone.
			"orderstate": {[]string{"request-field-became-required"}, nil, fail, fail},
		},
		needs: hasUnsent,
	},
	{
		name:   "field of the request became optional",
		change: func(p *subject) Change { return SetField(InRequest, fieldName(p.sent), "minOccurs", "0") },
		ending: func(p *subject) ending {
			return ending{about("request-field-became-optional", p.sent), nil, pass, pass}
		},
		needs: sendsRequired,
	},
	{
		name:   "field of the request became a list",
		change: func(p *subject) Change { return SetField(InRequest, fieldName(p.unsent), "maxOccurs", "3") },
		ending: func(p *subject) ending { return ending{about("request-field-became-list", p.unsent), nil, pass, pass} },
		needs:  hasUnsent,
	},
	{
		name:   "value added to an enumeration",
		change: func(p *subject) Change { return OnType(p.listed, AddFacet("enumeration", "9")) },
		ending: ends(pass, pass, "request-enum-value-added"),
		needs:  hasListed,
	},
	{
		name:   "value removed from an enumeration", // none that the cases send
		change: func(p *subject) Change { return OnType(p.listed, RemoveEnumeration) },
		ending: ends(pass, pass, "request-enum-value-removed"),
		needs:  hasListed,
	},
	{
		name:   "maximal length tightened",
		change: func(p *subject) Change { return OnType(p.bounded, AddFacet("maxLength", "2")) },
		ending: func(p *subject) ending {
			return ending{about("request-facet-tightened", p.tight), nil, p.tightens, p.tightens}
		},
		needs: hasBounded,
	},
}
