package envelope

import (
	"fmt"
	"strings"

	"github.com/assist-soap/toolkit/service"
)

// nestedCount says how many of the records with digests of their own were there, and
// how many of them are proven.
type nestedCount struct {
	at              string
	records, proven int
	first           int // the first record without proof, from 1
}

// nested verifies the digests that stand in records of the answer: every one of every
// record.
func (v *verification) nested(digests []service.Digest) (nestedCount, error) {
	var count nestedCount
	for i := range digests {
		if at := digests[i].At; at != "" && at != count.at {
			one, err := v.recordsAt(digests, at)
			if err != nil {
				return one, err
			}
			if count.proven == count.records { // else the first gap is what is told
				count = one
			}
		}
	}
	return count, nil
}

// recordsAt verifies the digests of the records at one path.
func (v *verification) recordsAt(digests []service.Digest, at string) (nestedCount, error) {
	count := nestedCount{at: at}
	own := v.verified
	v.verified = nil
	names := map[string]int{}
	var order []string
	lastProven := true
	err := eachValue(v.answer, at, func(value *service.Value) error {
		if value.Record == nil {
			return nil
		}
		count.records++
		v.verified = v.verified[:0]
		for i := range digests {
			if digests[i].At == at {
				if err := v.digest(&digests[i], value.Record); err != nil {
					return err
				}
			}
		}
		if lastProven = len(v.verified) > 0; !lastProven {
			if count.first == 0 {
				count.first = count.records
			}
			return nil
		}
		count.proven++
		name := strings.Join(v.verified, " and ")
		if names[name]++; names[name] == 1 {
			order = append(order, name)
		}
		return nil
	})
	v.verified = own
	if err != nil {
		return count, err
	}
	if !lastProven && v.proves(at) {
		count.proven++
	}
	for _, name := range order {
		v.verified = append(v.verified, coverage(name, at, names[name], count.records))
	}
	return count, nil
}

// proves reports whether a digest of the answer itself that was verified is over values
// of the records at a path: of several, those of the last one (tokenpay, S1: one
// signature beside the orders).
func (v *verification) proves(at string) bool {
	for _, recipe := range v.over {
		for _, term := range recipe.Terms {
			if term.From == service.FromMessage && strings.HasPrefix(term.Field, at+"/") {
				return true
			}
		}
	}
	return false
}

// coverage says which records a digest was verified for.
func coverage(digest, at string, proven, records int) string {
	name := at[strings.LastIndexByte(at, '/')+1:]
	if proven == records {
		return fmt.Sprintf("%s of every %s (%d)", digest, name, records)
	}
	return fmt.Sprintf("%s of %d of %d %s records", digest, proven, records, name)
}

func (v *verification) unprovenRecord(count nestedCount) error {
	reason := fmt.Sprintf("%s%s carries neither check value nor signature; set one of them in the merchant's account", count.at, ordinal(count.first-1))
	if len(v.unusable) > 0 {
		reason = count.at + ordinal(count.first-1) + ": " + v.unusable[0]
	}
	return v.unverified(reason)
}

// eachValue calls f for every value at a path, through all repeated records. What is
// absent has no value.
func eachValue(r *service.Record, path string, f func(*service.Value) error) error {
	name, rest, deeper := strings.Cut(path, "/")
	i := r.Type().Index(name)
	if i < 0 {
		return nil
	}
	visit := func(v *service.Value) error {
		switch {
		case v.State == service.Absent:
			return nil
		case !deeper:
			return f(v)
		case v.Record == nil:
			return nil
		}
		return eachValue(v.Record, rest, f)
	}
	v := &r.Values()[i]
	if v.Items == nil {
		return visit(v)
	}
	for j := range v.Items {
		if err := visit(&v.Items[j]); err != nil {
			return err
		}
	}
	return nil
}
