//go:build unix

package pgtest

import (
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// unprivileged is whom the server runs as if the tests run as root, which PostgreSQL
// refuses.
func unprivileged() (uid, gid int, needed bool) {
	if os.Geteuid() != 0 {
		return 0, 0, false
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			uid, err = strconv.Atoi(u.Uid)
			gid, err2 := strconv.Atoi(u.Gid)
			if err == nil && err2 == nil {
				return uid, gid, true
			}
		}
	}
	return 0, 0, false
}

func giveAway(folder string) error {
	if uid, gid, needed := unprivileged(); needed {
		return os.Chown(folder, uid, gid)
	}
	return nil
}

func asUnprivileged(command *exec.Cmd) {
	if uid, gid, needed := unprivileged(); needed {
		command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	}
}
