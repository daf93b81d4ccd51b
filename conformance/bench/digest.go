package bench

import (
	"crypto"
	"crypto/md5"
	"crypto/rand"
	"crypto/rsa"
	"time"

	"github.com/assist-soap/toolkit/checkvalue"
	"github.com/assist-soap/toolkit/conformance/bench/workload"
	"github.com/assist-soap/toolkit/service"
)

// Names of contenders in the digest races.
const (
	ThreeSums  = "the three MD5 sums"
	FromRecord = "ours, composed from the record"
	CryptoRSA  = "crypto/rsa"
)

// Digests returns the races of check values and signatures.
func Digests(rounds int) ([]Race, error) {
	key, err := checkvalue.NewKey(service.NewSecret("TestSalt"))
	if err != nil {
		return nil, err
	}
	x := []byte("123456;W-2026-000042;1250.00;RUB;1000.00;")
	word, text := []byte("TestSalt"), make([]byte, 2*checkvalue.Size)
	var value [checkvalue.Size]byte
	s := workload.Service()
	variant, request := &s.Operations[0].Request.Digests[0].Variants[0], workload.Request(s)
	composed := func() error {
		var room [512]byte
		x, err := checkvalue.AppendX(room[:0], variant, request, nil)
		key.Append(value[:0], x)
		return err
	}
	private, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		return nil, err
	}
	message := string(x)
	return []Race{
		{
			Name: "checkvalue", Title: "A check value over 44 bytes", Slice: codecSlice, Rounds: rounds, ByCPU: true,
			Contenders: []Contender{
				{Name: ThreeSums, Run: Each(func() error { md5.Sum(word); md5.Sum(x); md5.Sum(text); return nil })},
				{Name: Ours, Run: Each(func() error { key.Append(value[:0], x); return nil })},
				{Name: FromRecord, Run: Each(composed)},
			},
		},
		{
			Name: "sign", Title: "A signature with 1,024 bits", Slice: 20 * time.Millisecond, Rounds: rounds, ByCPU: true,
			Contenders: []Contender{
				{Name: CryptoRSA, Run: Each(func() error {
					sum := md5.Sum([]byte(message))
					_, err := private.Sign(rand.Reader, sum[:], crypto.MD5)
					return err
				})},
				{Name: Ours, Run: Each(func() error {
					_, err := checkvalue.Sign(private, checkvalue.S1, message)
					return err
				})},
			},
		},
	}, nil
}
