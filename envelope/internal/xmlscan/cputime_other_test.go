//go:build !unix

package xmlscan_test

import "time"

// cpuTime: without getrusage, the memory bounds have to do.
func cpuTime() time.Duration { return 0 }
