# Two commands on a fresh machine with Go and make: `make run` and `make test`.
SHELL       := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS   += --no-print-directory

GO    ?= go
BUILD := build
BIN   := $(BUILD)/assist-soapgen
# Percent of the goals of the descriptions that the suite has to reach (docs/conformance.md, Coverage).
COVERAGE_FLOOR ?= 100
TOOL  := $(GO) tool -modfile=tools.mod

.PHONY: help
help: ## show the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  %-14s %s\n",$$1,$$2}' $(MAKEFILE_LIST)

.PHONY: run
run: generate checkgenerate ## the main job: regenerate and prove the stubs, run the whole suite on the embedded sandbox, write build/report/
	@mkdir -p $(BUILD)/report
	$(BIN) conform --html $(BUILD)/report/index.html --junit $(BUILD)/report/junit.xml --json $(BUILD)/report/report.json \
		--sarif $(BUILD)/report/report.sarif --coverage $(BUILD)/report/uncovered.txt --coverage-floor $(COVERAGE_FLOOR) --fail-on-drift
	@echo "report: $(BUILD)/report/index.html"

.PHONY: test
test: checkgenerate ## everything that gates a change
	$(GO) vet ./...
	$(GO) test ./...

.PHONY: build
build: ## build the binary into build/
	@mkdir -p $(BUILD)
	$(GO) build -trimpath -o $(BIN) ./cmd/assist-soapgen

.PHONY: generate
generate: build ## regenerate the stubs from wsdl/ and let gowsdl read the same WSDLs as second reader
	$(BIN) generate
	@$(MAKE) build
	$(BIN) describe --handbook docs
	$(GO) run ./cmd/assist-soapgen/crosscheck wsdl/*.wsdl

.PHONY: checkgenerate
checkgenerate: build ## fail when the stubs are not what the generator writes
	$(BIN) generate --check
	$(BIN) describe --handbook docs --check

.PHONY: lint
lint: ## format and static checks with the pinned tools of tools.mod
	@files="$$($(TOOL) gofumpt -l $$(git ls-files '*.go' | grep -v testdata))"; \
		if [ -n "$$files" ]; then echo "gofumpt would change: $$files"; exit 1; fi
	$(TOOL) staticcheck ./...
	$(GO) run ./cmd/assist-soapgen lint --fail-on warning --approvals wsdl/lint.approved wsdl/*.wsdl

.PHONY: format
format: ## rewrite Go files with gofumpt
	$(TOOL) gofumpt -w $$(git ls-files '*.go' | grep -v testdata)

.PHONY: corpus
corpus: ## generate for the shared corpus of WSDLs; build and vet every output
	$(GO) test -count=1 -v -run Corpus ./cmd/assist-soapgen/internal/model ./cmd/assist-soapgen/internal/gen/wiretest
	$(GO) test -count=1 -v -run Corpus -timeout 30m ./cmd/assist-soapgen/internal/gen -args -corpus

.PHONY: race
race: ## every test under the race detector; what repeats itself on one goroutine does so less (underRace)
	CGO_ENABLED=1 $(GO) test -race -timeout 30m ./...

.PHONY: scan
scan: build ## look for card data in the repository, and for any secret in what a run of the suite writes
	$(GO) run ./conformance/cardscan/cmd/cardscan
	@rm -rf $(BUILD)/scan && mkdir -p $(BUILD)/scan
	cd $(BUILD)/scan && ../assist-soapgen conform --run '^[^/]*/[a-m]' --html r.html --junit r.xml --json r.json --ndjson r.ndjson --sarif r.sarif \
		--tap r.tap --markdown r.md --record recording --evidence evidence.zip > stdout.log 2> stderr.log
	$(GO) run ./conformance/cardscan/cmd/cardscan -fields $(BUILD)/scan $(wildcard $(BUILD)/report)

.PHONY: fuzz
fuzz: ## every fuzz target for FUZZTIME (default 20s) each
	./.ci/fuzz $(or $(FUZZTIME),20s)

.PHONY: bench
bench: build ## race codec and client against bounds and rivals; tables, and build/bench/ for benchstat
	$(GO) -C conformance/bench/rivals run .

.PHONY: bench-publish
bench-publish: build ## the same, and write docs/performance.md, its plots and a line of its history
	$(GO) -C conformance/bench/rivals run . -publish

.PHONY: bench-short
bench-short: build ## two minutes of it: ratios, and their change against the history; never fails on a time
	$(GO) -C conformance/bench/rivals vet ./...
	$(GO) -C conformance/bench/rivals run . -short

.PHONY: chaos
chaos: ## the worst day: every cell and every cut of the fault matrix, SCHEDULES random schedules (20000), KILLS of a real process (200); SEED reproduces
	CHAOS_EVERYTHING=1 $(GO) test -count=1 -run Matrix ./conformance/chaos
	$(GO) run ./conformance/chaos/cmd/chaos -schedules $(or $(SCHEDULES),20000) -kills $(or $(KILLS),200) -seed $(or $(SEED),1)

.PHONY: modules
modules: ## the modules inside the module: journals in databases, examples on job engines (installs PostgreSQL from the distribution)
	./.ci/install-postgres
	@for module in $$(git ls-files '*/go.mod' | grep -v conformance/browser/ | xargs -n1 dirname); do \
		echo "module $$module"; (cd $$module && $(GO) vet ./... && ASSIST_REQUIRE_POSTGRES=1 $(GO) test ./...); done

.PHONY: interop
interop: build ## foreign SOAP clients and servers, every operation (installs them from the distribution and npm)
	./.ci/install-interop
	$(GO) test -count=1 -v -tags interop ./conformance/interop/...

.PHONY: browser
browser: ## the sandbox's pages in headless Chromium, its mail against an SMTP server; pictures in build/screenshots/ (installs both)
	./.ci/install-browser
	@rm -rf $(BUILD)/screenshots
	cd conformance/browser && $(GO) vet ./... && BROWSER_REQUIRED=1 $(GO) test -count=1 ./...
	@echo "pictures: $(BUILD)/screenshots/"

.PHONY: clean
clean: ## remove build/
	rm -rf $(BUILD)
