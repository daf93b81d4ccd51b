//go:build !unix

package pgtest

import "os/exec"

func giveAway(string) error { return nil }

func asUnprivileged(*exec.Cmd) {}
