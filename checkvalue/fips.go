package checkvalue

import (
	"crypto/fips140"
	"errors"
)

// ErrFIPS is returned where MD5 would be needed in FIPS-only mode, in which Go's
// crypto/md5 panics. The protocol knows no other digest.
var ErrFIPS = errors.New("the gateway's check values and signatures need MD5, which GODEBUG=fips140=only forbids: " +
	"run with fips140=on, or call inside crypto/fips140.WithoutEnforcement")

func md5Allowed() error {
	if fips140.Enforced() {
		return ErrFIPS
	}
	return nil
}
