package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"strconv"
	"time"

	"github.com/assist-soap/toolkit/service"
	"github.com/assist-soap/toolkit/soapclient"
)

const (
	header = "assist-journal 1\n"
	// frame is the length and the check sum before a record, with their blanks.
	frame = 18
	// maxRecord is far above what the fields of a request allow.
	maxRecord = 64 << 10
)

// record is one line.
type record struct {
	Number uint64  `json:"n"` // grows from line to line; that of a Begin names the entry
	Begin  *intent `json:"begin,omitempty"`
	Done   *intent `json:"done,omitempty"` // an intent that has succeeded, kept for its key
	End    uint64  `json:"end,omitempty"`  // the entry that ends
	// Outcome, How and At belong to End and Done.
	Outcome string     `json:"outcome,omitempty"`
	How     string     `json:"how,omitempty"`
	At      *time.Time `json:"at,omitempty"`
}

// intent is [soapclient.Intent] as the file has it.
type intent struct {
	Service   string    `json:"service"`
	Operation string    `json:"operation"`
	Merchant  string    `json:"merchant"`
	Field     string    `json:"field"`
	Key       string    `json:"key"`
	Part      string    `json:"part,omitempty"`
	Amount    string    `json:"amount,omitempty"`
	Currency  string    `json:"currency,omitempty"`
	Before    string    `json:"before,omitempty"`
	Started   time.Time `json:"started"`
	Deadline  time.Time `json:"deadline"`
}

func fromIntent(i soapclient.Intent) *intent {
	return &intent{i.Service, i.Operation, i.Merchant, i.Key.Field, i.Key.Value, i.Part, i.Amount, i.Currency, i.Before, i.Started.UTC(), i.Deadline.UTC()}
}

func (i *intent) intent(number uint64) soapclient.Intent {
	return soapclient.Intent{
		Entry: entryName(number), Service: i.Service, Operation: i.Operation, Merchant: i.Merchant,
		Key: soapclient.Key{Field: i.Field, Value: i.Key}, Part: i.Part, Amount: i.Amount, Currency: i.Currency, Before: i.Before,
		Started: i.Started, Deadline: i.Deadline,
	}
}

func entryName(number uint64) string { return strconv.FormatUint(number, 10) }

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// appendLine writes a record as a line.
func appendLine(dst []byte, r *record) ([]byte, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return dst, fmt.Errorf("journal: record %d: %w", r.Number, err)
	}
	if len(text) > maxRecord {
		return dst, fmt.Errorf("journal: record %d would have %d bytes, %d are allowed", r.Number, len(text), maxRecord)
	}
	dst = fmt.Appendf(dst, "%08x %08x ", len(text), crc32.Checksum(text, castagnoli))
	return append(append(dst, text...), '\n'), nil
}

// readLine reads the record that data begins with and returns its size. A record that
// is not whole is errTorn if it can be the rest of an unfinished write.
func readLine(data []byte) (*record, int, error) {
	end := bytes.IndexByte(data, '\n')
	if end < 0 {
		return nil, 0, errTorn
	}
	if end < frame || data[8] != ' ' || data[17] != ' ' {
		return nil, 0, errors.New("the line does not begin with a length and a check sum")
	}
	length, err := strconv.ParseUint(string(data[:8]), 16, 32)
	sum, err2 := strconv.ParseUint(string(data[9:17]), 16, 32)
	text := data[frame:end]
	switch {
	case err != nil || err2 != nil:
		return nil, 0, errors.New("the length or the check sum is no number")
	case uint64(len(text)) != length:
		return nil, 0, fmt.Errorf("the record has %d bytes and says %d", len(text), length)
	case crc32.Checksum(text, castagnoli) != uint32(sum):
		return nil, 0, errors.New("the check sum is wrong")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	r := &record{}
	if err := decoder.Decode(r); err != nil {
		return nil, 0, errors.New("the record is no JSON of this version")
	}
	return r, end + 1, nil
}

var errTorn = errors.New("the record is cut off")

func outcomeOf(word string) (service.Outcome, bool) {
	for _, o := range []service.Outcome{service.Succeeded, service.Refused} {
		if o.String() == word {
			return o, true
		}
	}
	return service.Unknown, false
}
