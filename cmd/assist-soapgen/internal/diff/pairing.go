package diff

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// pairSet remembers pairs of pointers.
type pairSet map[[2]any]bool

// add reports whether the pair is new.
func (s pairSet) add(old, new any) bool {
	key := [2]any{old, new}
	if s[key] {
		return false
	}
	s[key] = true
	return true
}

// pairing is the outcome of matching two lists: indexes, -1 for none.
type pairing struct {
	partner []int // of each old item
	back    []int // of each new item
}

// matchByKey pairs items of equal key, the n-th with the n-th.
func matchByKey[T any](old, new []T, key func(T) string) pairing {
	p := pairing{make([]int, len(old)), make([]int, len(new))}
	free := map[string][]int{}
	for i, item := range new {
		p.back[i] = -1
		free[key(item)] = append(free[key(item)], i)
	}
	for i, item := range old {
		p.partner[i] = -1
		if list := free[key(item)]; len(list) > 0 {
			p.join(i, list[0])
			free[key(item)] = list[1:]
		}
	}
	return p
}

func (p *pairing) join(old, new int) { p.partner[old], p.back[new] = new, old }

// free lists the indexes without partner.
func free(partners []int) []int {
	var list []int
	for i, partner := range partners {
		if partner < 0 {
			list = append(list, i)
		}
	}
	return list
}

// joinBest pairs what is left, the best first, where score is above zero. Equal
// scores go in order of the lists.
func (p *pairing) joinBest(score func(old, new int) int) {
	type candidate struct{ old, new, score int }
	var all []candidate
	for _, o := range free(p.partner) {
		for _, n := range free(p.back) {
			if s := score(o, n); s > 0 {
				all = append(all, candidate{o, n, s})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	for _, c := range all {
		if p.partner[c.old] < 0 && p.back[c.new] < 0 {
			p.join(c.old, c.new)
		}
	}
}

// sameGap reports whether two items without partner stand at the same place: between
// the same partners and equally far from the first of them.
func (p *pairing) sameGap(old, new int) bool {
	before := func(partners []int, i int) (int, int) {
		distance := 1
		for i--; i >= 0 && partners[i] < 0; i-- {
			distance++
		}
		return i, distance
	}
	after := func(partners []int, i int) int {
		for i++; i < len(partners) && partners[i] < 0; i++ {
		}
		return i
	}
	ob, od := before(p.partner, old)
	nb, nd := before(p.back, new)
	oa, na := after(p.partner, old), after(p.back, new)
	sameBefore := ob < 0 && nb < 0 || ob >= 0 && p.partner[ob] == nb
	sameAfter := oa == len(p.partner) && na == len(p.back) || oa < len(p.partner) && p.partner[oa] == na
	return sameBefore && sameAfter && od == nd
}

// moved lists the old indexes whose partners are out of order: all but a longest run
// in which both lists agree.
func (p *pairing) moved(among []int) []int {
	best := make([]int, len(among)) // length of the longest run ending here
	prev := make([]int, len(among))
	end := -1
	for i := range among {
		best[i], prev[i] = 1, -1
		for j := range i {
			if p.partner[among[j]] < p.partner[among[i]] && best[j]+1 > best[i] {
				best[i], prev[i] = best[j]+1, j
			}
		}
		if end < 0 || best[i] > best[end] {
			end = i
		}
	}
	keep := map[int]bool{}
	for ; end >= 0; end = prev[end] {
		keep[among[end]] = true
	}
	return slices.DeleteFunc(slices.Clone(among), func(i int) bool { return keep[i] })
}

// plain reduces a name to its letters and digits in lower case.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// likeness compares two names, 0 for nothing in common to 100 for the same letters.
func likeness(a, b string) int {
	x, y := []rune(plain(a)), []rune(plain(b))
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	longest := max(len(x), len(y))
	score := 100 * (longest - distance(x, y)) / longest
	if shortest := min(len(x), len(y)); shortest >= 3 && (strings.Contains(string(x), string(y)) || strings.Contains(string(y), string(x))) {
		score = max(score, 70)
	}
	return score
}

// distance is the number of letters to change, add or take away.
func distance(x, y []rune) int {
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i, a := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j, b := range y {
			cost := diagonal
			if a != b {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(y)]
}
