package chaos

import (
	"context"
	"os"
	"strconv"

	"github.com/assist-soap/toolkit/soapclient"
	"github.com/assist-soap/toolkit/soapclient/journal"
)

// The places where a client dies, in the order of a call.
const (
	crashBeforeIntent = "before-intent" // the journal was not told
	crashTornIntent   = "torn-intent"   // the intent is half on the disk
	crashAfterIntent  = "after-intent"  // durable, not sent
	crashSending      = "sending"       // on the way out: nothing arrives
	crashWaiting      = "after-send"    // carried out, no answer read
	crashAnswered     = "after-answer"  // the answer is known, its ending is not written
	crashEnded        = "after-ending"  // written, and the caller never heard
)

func crashPoints() []string {
	return []string{crashBeforeIntent, crashTornIntent, crashAfterIntent, crashSending, crashWaiting, crashAnswered, crashEnded}
}

// dying is a journal whose client dies around it. It knows how much of the file has
// been forced to the disk, which is what a power cut leaves at least.
type dying struct {
	*journal.File
	line      *line
	path      string
	file      os.FileInfo // as it was last looked at
	durable   int64       // size of the file after the last fsync
	torn      bool        // the last line was never finished
	forgetful bool        // a wrong client: what stood there before is not written down
	begun     map[string]Arrival
	ended     func(Arrival, soapclient.Ending) // called when an ending was written
}

// Begin implements [soapclient.Journal].
func (d *dying) Begin(ctx context.Context, i soapclient.Intent) (string, error) {
	d.line.die(crashBeforeIntent)
	if d.forgetful {
		i.Before = strconv.Itoa(len(d.begun)) // not a number of the gateway's
	}
	entry, err := d.File.Begin(ctx, i)
	if err != nil {
		return entry, err
	}
	anew := d.look()
	if !anew && d.line.crash == crashTornIntent {
		d.torn = true
		d.line.die(crashTornIntent)
	}
	d.durable = d.file.Size()
	d.begun[entry] = arrivalOf(i)
	d.line.die(crashAfterIntent)
	return entry, nil
}

// End implements [soapclient.Journal].
func (d *dying) End(ctx context.Context, entry string, ending soapclient.Ending) error {
	d.line.die(crashAnswered)
	err := d.File.End(ctx, entry, ending)
	d.look()
	if a, known := d.begun[entry]; known && err == nil {
		d.ended(a, ending)
	}
	d.line.die(crashEnded)
	return err
}

// look sees how large the file is, and whether it was written anew: then all of it is
// on the disk.
func (d *dying) look() (anew bool) {
	info, err := os.Stat(d.path)
	if err != nil {
		return false
	}
	anew = d.file == nil || !os.SameFile(d.file, info)
	if d.file = info; anew {
		d.durable = info.Size()
	}
	return anew
}

// powerCut takes away a part of what was not forced to the disk: at most all of it,
// in thousandths.
func (d *dying) powerCut(share int) error {
	if d.torn {
		share = max(share, 1) // an unfinished line is never whole
	}
	loose := d.file.Size() - d.durable
	if loose <= 0 || share == 0 {
		return nil
	}
	return os.Truncate(d.path, d.file.Size()-max(1, loose*int64(share)/1000))
}

// arrivalOf is the request that an intent speaks of.
func arrivalOf(i soapclient.Intent) Arrival {
	return Arrival{i.Service + "." + i.Operation, i.Key.Value, i.Part}
}
