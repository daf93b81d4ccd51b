package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/assist-soap/toolkit/conformance"
)

// check refuses flags that contradict one another, before anything is started.
func (f *conformFlags) check() error {
	switch {
	case f.againstConfig != "" && !isEndpoint(f.against), isEndpoint(f.against) && f.againstConfig == "":
		return usageError("an endpoint of --against and --against-config, its merchant's file, go together")
	case f.config != "" && f.endpoint == "" && f.replay == "":
		return usageError("--config goes with --endpoint or --replay; the embedded sandbox knows its merchants")
	case f.endpoint != "" && f.config == "":
		return usageError("--endpoint needs --config with the credentials of a merchant there")
	case f.replay != "" && (f.endpoint != "" || f.record != ""):
		return usageError("--replay answers instead of a server; leave --endpoint and --record out")
	case f.repeat < 1 || f.repeat > 100:
		return usageError("--repeat is a number from 1 to 100")
	case f.repeat > 1 && (f.record != "" || f.replay != "" || f.evidence != ""):
		return usageError("--repeat would send requests that a recording does not have; leave one of them out")
	case f.coverageFloor < 0 || f.coverageFloor > 100:
		return usageError("--coverage-floor is a percentage")
	case f.against != "" && (f.record != "" || f.replay != "" || f.update || f.known != "" || f.repeat > 1 || f.evidence != ""):
		return usageError("--against compares two targets and judges neither; leave --record, --replay, --update, --known, --repeat and --evidence out")
	case f.writeKnown && f.known == "":
		return usageError("--write-known needs --known, the file it may write")
	case f.writeKnown && f.knownOwner == "":
		return usageError("--write-known needs --known-owner: somebody has to answer for each entry")
	case f.knownDays < 1:
		return usageError("--known-days is a number of days from 1")
	case f.update && f.cases == "":
		return usageError("--update needs --cases, the directory whose files it may rewrite")
	case (f.update || f.writeKnown) && os.Getenv("CI") != "":
		return &exitError{exitSafety, fmt.Errorf("--update and --write-known are refused under CI: a person must read what they change")}
	}
	return nil
}

// planError gives an error of a run its exit code.
func planError(err error) error {
	var unsafe *conformance.UnsafeError
	var leak *conformance.LeakError
	if errors.As(err, &unsafe) || errors.As(err, &leak) {
		return &exitError{exitSafety, err}
	}
	var disk *fs.PathError
	if errors.As(err, &disk) {
		return &exitError{exitInfrastructure, err}
	}
	return &exitError{exitUsage, err}
}
