package drill

// ofAnswers: what today's client does not know it keeps and reports as drift.
var ofAnswers = []rehearsal{
	{
		name:   "optional field added to the answer", // the sandbox fills nothing in
		change: always(AddField(InAnswer, novelty, "0")),
		adapt:  func(*subject) Adapt { return DescribeField(true, novelty) },
		ending: func(*subject) ending {
			return ending{[]string{"response-field-added-optional"}, []string{"sidecar-field answer"}, pass, pass}
		},
	},
	{
		name:   "required field added to the answer",
		change: always(AddField(InAnswer, novelty, "1")),
		adapt:  func(*subject) Adapt { return DescribeField(true, novelty) },
		cases:  func(*subject) CaseEdits { return CaseEdits{Output: AddLine(novelty, "")} },
		ending: func(*subject) ending {
			return ending{[]string{"response-field-added-required"}, []string{"sidecar-field answer"}, fail, pass}
		},
	},
	{
		name:   "field removed from the answer",
		change: func(p *subject) Change { return RemoveField(InAnswer, fieldName(p.spare)) },
		adapt:  func(p *subject) Adapt { return ForgetField(true, fieldName(p.spare)) },
		cases:  func(p *subject) CaseEdits { return CaseEdits{Output: DropLine(fieldName(p.spare))} },
		ending: func(p *subject) ending {
			return ending{about("response-field-removed-optional", p.spare), []string{"sidecar-field answer." + fieldName(p.spare)}, fail, pass}
		},
		needs: hasSpare,
	},
	{
		name:   "field of the answer renamed",
		change: func(p *subject) Change { return SetField(InAnswer, fieldName(p.answer), "name", novelty) },
		adapt: func(p *subject) Adapt {
			if isStruct(p) {
				return renameStruct(fieldName(p.answer), novelty)
			}
			return RenameFacts(fieldName(p.answer), novelty)
		},
		cases: func(p *subject) CaseEdits {
			return CaseEdits{Output: RenameLine(fieldName(p.answer), novelty), Expected: RenameInValues(fieldName(p.answer), novelty)}
		},
		ending: func(p *subject) ending {
			return ending{about("response-field-renamed", p.answer), []string{"sidecar-field answer", "sidecar-field answer." + fieldName(p.answer)}, lost(p), pass}
		},
		otherwise: map[string]ending{
			// The code decides, not the state, and no check value covers it: the answer is understood.
			"silentpay":    {[]string{"response-field-renamed!"}, []string{"sidecar-field answer", "sidecar-field answer.orderstate"}, fail, pass},
			"get3dsec":     {[]string{"response-field-renamed!"}, []string{"sidecar-field answer", "sidecar-field answer.orderstate"}, fail, pass},
			"get3dsecver2": {[]string{"response-field-renamed!"}, []string{"sidecar-field answer", "sidecar-field answer.orderstate"}, fail, pass},
			"recurrent":    {[]string{"response-field-renamed!"}, []string{"sidecar-field answer", "sidecar-field answer.orderstate"}, fail, pass},
		},
	},
	{
		name:   "field of the answer retyped", // the sandbox goes on sending texts: that is seen
		change: func(p *subject) Change { return SetField(InAnswer, fieldName(plain(p)), "type", "xsd:int") },
		ending: func(p *subject) ending { return ending{about("response-field-retyped", plain(p)), nil, warn, warn} },
		needs:  hasPlain,
	},
	{
		name:   "field of the answer reordered",
		change: func(p *subject) Change { return MoveField(InAnswer, fieldName(movedInAnswer(p))) },
		adapt:  func(p *subject) Adapt { return SwapFields(true, fieldName(movedInAnswer(p))) },
		ending: func(p *subject) ending {
			return ending{about("response-field-reordered", movedInAnswer(p)), []string{"field-order answer.^" + fieldName(movedInAnswer(p))}, warn, pass}
		},
		needs: func(p *subject) bool { return answersWithMany(p) && hasPlain(p) },
	},
}
