// Package pgtest runs a PostgreSQL server of its own for tests: in a temporary folder,
// as an unprivileged user, reachable through a socket in that folder and from nowhere
// else.
package pgtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// ErrNone says that there is no PostgreSQL on this machine.
var ErrNone = errors.New("no PostgreSQL on this machine; apt-get install postgresql, or set ASSIST_POSTGRES to a connection")

// Server is a running server.
type Server struct {
	Connection string // for pgx, user and database included
	folder     string
	control    string // pg_ctl
}

// Start starts a server. The environment variable ASSIST_POSTGRES names one that runs
// already, which is then used instead. Without either the error is ErrNone.
func Start() (*Server, error) {
	if given := os.Getenv("ASSIST_POSTGRES"); given != "" {
		return &Server{Connection: given}, nil
	}
	programs, err := programs()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp(base(), "pgtest")
	if err != nil {
		return nil, err
	}
	s := &Server{Connection: "host=" + folder + " user=test dbname=postgres", folder: folder, control: filepath.Join(programs, "pg_ctl")}
	if err = s.start(programs); err != nil {
		return nil, errors.Join(fmt.Errorf("pgtest: %w", err), s.Stop())
	}
	return s, nil
}

// base is where the folder lies: everybody may enter it, and its name is short, because
// that of a socket must be.
func base() string {
	if info, err := os.Stat("/tmp"); err == nil && info.IsDir() {
		return "/tmp"
	}
	return os.TempDir()
}

func (s *Server) start(programs string) error {
	if err := giveAway(s.folder); err != nil {
		return err
	}
	if err := s.run(filepath.Join(programs, "initdb"), "-D", s.data(), "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"); err != nil {
		return err
	}
	return s.Revive()
}

func (s *Server) data() string { return filepath.Join(s.folder, "data") }

// Revive starts a server that was killed.
func (s *Server) Revive() error {
	settings := "-c listen_addresses='' -c unix_socket_directories='" + s.folder + "' -c max_connections=60"
	return s.run(s.control, "start", "-D", s.data(), "-w", "-t", "60", "-l", filepath.Join(s.folder, "log"), "-o", settings)
}

// Kill ends the server as a crash does: it recovers when it is started again. A server
// that was given is not ours to kill.
func (s *Server) Kill() error {
	if s.folder == "" {
		return errors.New("pgtest: the server of ASSIST_POSTGRES is not ours to kill")
	}
	return s.run(s.control, "stop", "-D", s.data(), "-m", "immediate", "-w")
}

// Stop ends the server and removes its folder. A server that was given is left alone.
func (s *Server) Stop() error {
	if s.folder == "" {
		return nil
	}
	var err error
	if _, running := os.Stat(filepath.Join(s.data(), "postmaster.pid")); running == nil {
		err = s.Kill()
	}
	return errors.Join(err, os.RemoveAll(s.folder))
}

// run runs a program of the server's as the server's user.
func (s *Server) run(program string, args ...string) error {
	command := exec.Command(program, args...)
	command.Dir = s.folder
	asUnprivileged(command)
	log, err := os.CreateTemp("", "pgtest") // a pipe would stay open as long as the server runs
	if err != nil {
		return err
	}
	defer func() { _, _ = log.Close(), os.Remove(log.Name()) }()
	command.Stdout, command.Stderr = log, log
	if err = command.Run(); err == nil {
		return nil
	}
	said, _ := os.ReadFile(log.Name())
	return fmt.Errorf("%s: %w: %s", filepath.Base(program), err, strings.TrimSpace(string(said)))
}

// programs finds the folder of initdb and pg_ctl: Debian keeps one per version and
// none of them on the path.
func programs() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if path, err := exec.LookPath("initdb"); err == nil {
		found = append(found, path)
	}
	if err != nil || len(found) == 0 {
		return "", ErrNone
	}
	return filepath.Dir(slices.Max(found)), nil
}
