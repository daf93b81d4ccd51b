package sqlite

import "fmt"

// SetVersion makes a database of another version.
func (j *Journal) SetVersion(n int) error {
	_, err := j.db.Exec(fmt.Sprintf("PRAGMA user_version = %d", n))
	return err
}
