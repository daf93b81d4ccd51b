package bench

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

// Names of contenders in the journal race.
const (
	FsyncBound = "write 16 lines, fsync"
	Journal    = "journal, 16 at once"
)

// Journals returns the race of the journal against the disk: what 16 workers can make
// durable if every fsync takes all of them along. dir must be on a disk.
func Journals(dir string, rounds int) (Race, func(), error) {
	const workers = 16
	file, err := os.Create(filepath.Join(dir, "bound"))
	if err != nil {
		return Race{}, nil, err
	}
	j, err := journal.Open(filepath.Join(dir, "journal"))
	if err != nil {
		return Race{}, nil, err
	}
	line := make([]byte, 320) // of the length of the journal's
	var next atomic.Int64
	spread := &Line{Workers: workers}
	race := Race{
		Name: "journal-16", Title: "An intent made durable, 16 workers", Slice: 100 * time.Millisecond, Rounds: rounds,
		Contenders: []Contender{
			{Name: FsyncBound, Run: func(n int) error {
				for range (n + workers - 1) / workers {
					for range workers {
						if _, err := file.Write(line); err != nil {
							return err
						}
					}
					if err := file.Sync(); err != nil {
						return err
					}
				}
				return nil
			}},
			{Name: Journal, Run: spread.Spread(func() error { return intend(j, next.Add(1)) })},
		},
	}
	end := func() {
		_ = file.Close()
		_ = j.Close()
	}
	return race, end, nil
}

// intend is what a call does with its journal: the intent before, the ending after.
func intend(j *journal.File, n int64) error {
	now := time.Now()
	entry, err := j.Begin(context.Background(), soapclient.Intent{
		Service: "silentpay", Operation: "pay", Merchant: "123456", Key: soapclient.Key{Field: "ordernumber", Value: fmt.Sprint(n)},
		Amount: "1250.00", Currency: "RUB", Started: now, Deadline: now.Add(time.Minute),
	})
	if err != nil {
		return err
	}
	return j.End(context.Background(), entry, soapclient.Ending{Outcome: service.Refused, How: soapclient.Answered, At: now})
}
