// The command probe reads a list of so many operations as a stream and prints how much
// memory it had resident at most, in KiB. It links what a program that does nothing else
// would link.
package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/assist-soap/toolkit/conformance/bench/workload"
	"github.com/assist-soap/toolkit/envelope"
)

func main() {
	if err := probe(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "probe:", err)
		os.Exit(1)
	}
}

func probe(arguments []string) error {
	n, err := strconv.Atoi(strings.Join(arguments, " "))
	if err != nil {
		return err
	}
	s := workload.ListService()
	codec, err := envelope.New(s, envelope.Options{})
	if err != nil {
		return err
	}
	read := 0
	for _, err := range codec.Stream(&s.Operations[0], envelope.StreamReply{Body: workload.ListReader(n)}) {
		if err != nil {
			return err
		}
		read++
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil || read != n {
		return fmt.Errorf("%d operations of %d were read: %w", read, n, err)
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	fmt.Println(strings.Fields(rest)[0])
	return nil
}
