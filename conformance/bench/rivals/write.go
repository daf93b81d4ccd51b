package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/assist-soap/toolkit/conformance/bench"
)

// write prints the goals and the change against the history, and keeps the run.
func (m *measurement) write() error {
	history, err := bench.ReadHistory(filepath.Join(m.root, historyPath))
	if err != nil {
		return err
	}
	fmt.Print(bench.GoalTable(&m.report, history))
	for _, reason := range m.report.Skipped {
		fmt.Println("skipped:", reason)
	}
	data, err := m.report.JSON()
	if err != nil {
		return err
	}
	files := map[string][]byte{
		filepath.Join(m.build(), "report.json"): data,
		filepath.Join(m.build(), "bench.txt"):   []byte(m.report.Benchstat()),
	}
	if m.publish {
		page := bench.Page(&m.report)
		for name, text := range page {
			files[filepath.Join(m.root, "docs", name)] = text
		}
		line, err := history.Add(&m.report)
		if err != nil {
			return err
		}
		files[filepath.Join(m.root, historyPath)] = line
	}
	for path, text := range files {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			return err
		}
	}
	fmt.Println("build/bench/bench.txt is for benchstat; build/bench/report.json holds every slice")
	return nil
}

// historyPath is where the published runs are, one on a line.
const historyPath = "docs/performance/history.jsonl"
