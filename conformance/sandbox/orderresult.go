package sandbox

// orderResult tells the attempts to pay an order with all their operations (D18 to
// D20). An order that nobody has tried to pay yet has no operation.
func orderResult(c *call) (answer, *refusal) {
	found, problem := askedFor(c)
	if problem != nil {
		return answer{}, problem
	}
	a := answer{records: map[string][]answer{}}
	for _, o := range found {
		a.records["order"] = append(a.records["order"], nested(o, c, o.Operations))
	}
	return a, nil
}
