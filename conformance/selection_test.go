package conformance

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/assist-soap/toolkit/generated/catalog"
)

func TestSelection_TagsListsAndOperations(t *testing.T) {
	tagged := func(name, call, tags string) *Case {
		return mustParse(t, name, "title: T\ncall: "+call+"\ntags: "+tags+"\n\n-- raw.xml --\n<a/>\n-- error --\nkind: not-soap\n")
	}
	all := []*Case{tagged("a/one", "silentpay.pay", "smoke card"), tagged("a/two", "billstatus.status", "smoke"), tagged("b/three", "silentpay.pay", "card slow")}
	all = append(all, tagged("b/three@form-x", "silentpay.pay", "slow")) // as an axis would name it
	for _, x := range []struct {
		s    Selection
		want string
	}{
		{Selection{}, "a/one a/two b/three b/three@form-x"},
		{Selection{Tags: []string{"smoke"}}, "a/one a/two"},
		{Selection{Tags: []string{"smoke", "card"}}, "a/one"},
		{Selection{Tags: []string{"smoke,slow", "!card"}}, "a/two b/three@form-x"},
		{Selection{Operations: []string{"silentpay"}}, "a/one b/three b/three@form-x"},
		{Selection{Operations: []string{"billstatus.status", "silentpay.pay"}, Tags: []string{"smoke"}}, "a/one a/two"},
		{Selection{List: []string{"a/two", "b/three"}}, "a/two b/three b/three@form-x"},
		{Selection{List: []string{"*/t*"}, Tags: []string{"!slow"}}, "a/two"},
		{Selection{List: []string{"a/gone"}}, `error: the list of cases names "a/gone", and there is no such case; conform --list shows their names`},
		{Selection{Tags: []string{"smoek"}}, `error: no case has the tag "smoek"; conform --list --json shows their tags`},
		{Selection{Operations: []string{"silentpya"}}, `error: there is no service or operation "silentpya"; assist-soapgen describe lists them`},
	} {
		got := ""
		if chosen, err := x.s.from(all, catalog.Services()); err != nil {
			got = fmt.Sprintf("error: %v", err)
		} else {
			names := make([]string, len(chosen))
			for i, c := range chosen {
				names[i] = c.Name
			}
			got = strings.Join(names, " ")
		}
		if got != x.want {
			t.Errorf("%+v: got %s, want %s", x.s, got, x.want)
		}
	}
}

// Cases that share a lock never meet, the others do, and each is handed out once.
func TestQueue_NamedLocks(t *testing.T) {
	var cases []*Case
	for i := range 60 {
		c := &Case{Name: fmt.Sprint(i)}
		switch i % 3 {
		case 0:
			c.Locks = []string{"terminal"}
		case 1:
			c.Locks = []string{"terminal", "shift"}
		}
		cases = append(cases, c)
	}
	order := make([]int, len(cases))
	for i := range order {
		order[i] = i
	}
	q := newQueue(cases, slices.Clone(order))
	var inside, met atomic.Int32
	var mu sync.Mutex
	var handed []int
	var workers sync.WaitGroup
	for range 4 {
		workers.Go(func() {
			for i, ok := q.take(); ok; i, ok = q.take() {
				locked := len(cases[i].Locks) > 0
				if locked && inside.Add(1) > 1 {
					met.Add(1)
				}
				mu.Lock()
				handed = append(handed, i)
				mu.Unlock()
				if locked {
					inside.Add(-1)
				}
				q.done(i)
			}
		})
	}
	workers.Wait()
	slices.Sort(handed)
	if met.Load() > 0 || !slices.Equal(handed, order) {
		t.Errorf("%d met; handed out %v", met.Load(), handed)
	}
}
