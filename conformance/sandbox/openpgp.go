package sandbox

import (
	"encoding/binary"
	"math/big"
	"time"
)

// Packets of OpenPGP and what stands in them.
const (
	tagSignature, tagOnePass, tagPublicKey, tagLiteral, tagUser = 2, 4, 6, 11, 13

	algorithmDSA, hashSHA1           = 17, 2
	overText, overUser               = 0x00, 0x13
	subpacketCreated, subpacketMaker = 2, 16
)

// crc24 is the check sum of armor (RFC 4880, 6.1).
func crc24(data []byte) uint32 {
	crc := uint32(0xb704ce)
	for _, b := range data {
		crc ^= uint32(b) << 16
		for range 8 {
			if crc <<= 1; crc&0x1000000 != 0 {
				crc ^= 0x1864cfb
			}
		}
	}
	return crc & 0xffffff
}

// packet puts a header of the new form before a body.
func packet(tag byte, body []byte) []byte {
	header := []byte{0xc0 | tag}
	switch n := len(body); {
	case n < 192:
		header = append(header, byte(n))
	case n < 8384:
		header = append(header, byte((n-192)>>8)+192, byte(n-192))
	default:
		header = binary.BigEndian.AppendUint32(append(header, 0xff), uint32(n))
	}
	return append(header, body...)
}

func subpacket(kind byte, body []byte) []byte {
	return append([]byte{byte(len(body) + 1), kind}, body...)
}

func seconds(to []byte, t time.Time) []byte {
	return binary.BigEndian.AppendUint32(to, uint32(t.Unix()))
}

// mpi writes a number with its size in bits before it.
func mpi(n *big.Int) []byte {
	return append(binary.BigEndian.AppendUint16(nil, uint16(n.BitLen())), n.Bytes()...)
}
