# Everything a newcomer, an operator and CI do, by name. `make help` lists it.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# One configuration for everything, so that CI builds the package once.
SWIFT_FLAGS := -c release -Xswiftc -enable-testing --explicit-target-dependency-import-check error
HEALTHCODE  := .build/release/healthcode
DATA        ?= demo-data
PORT        ?= 8080
PREFIX      ?= /opt/healthcode
COUNT       ?= 100000
SEED        ?= 1

# `swift test` by itself would build everything a second time, with flags of its own.
BUILD_TESTS := swift build $(SWIFT_FLAGS) --build-tests
RUN_TESTS   := swift test $(SWIFT_FLAGS) --skip-build

.PHONY: help setup setup-tests build install demo test unit system check format bench fuzz clean

help: ## lists these targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## installs what building and serving need (Debian packages, the QR decoder for browsers)
	@scripts/setup.sh

setup-tests: setup ## installs what the tests need beside that (Chromium, fonts, zbarimg, Playwright)
	@scripts/setup.sh --tests

build: setup ## builds the binary
	@swift build $(SWIFT_FLAGS) --product healthcode

install: build ## copies the binary and what comes along into PREFIX (/opt/healthcode)
	@mkdir -p $(PREFIX)/bin $(PREFIX)/share/healthcode/build
	@cp -R $(HEALTHCODE) .build/release/*.resources $(PREFIX)/bin/
	@cp -R Jurisdictions Divisions $(PREFIX)/share/healthcode/
	@cp -R build/assets $(PREFIX)/share/healthcode/build/

demo: build ## fills a demo province in ./demo-data, serves it, and prints where to look
	@$(HEALTHCODE) demo --data $(DATA) --port $(PORT)

test: setup-tests unit system ## runs every test: unit, store contract, conformance, whole system, real browser

unit:
	@$(BUILD_TESTS)
	@$(RUN_TESTS)

system:
	@$(BUILD_TESTS)
	@HEALTHCODE=$(CURDIR)/$(HEALTHCODE) build/venv/bin/python -m pytest -q -n 2 Tests/SystemTests Tests/BrowserTests

check: setup ## formatting, the import arrows, the house rules
	@swift format lint --strict --recursive Package.swift Sources Tests Fuzzing Benchmarks/Package.swift Benchmarks/Sources
	@$(BUILD_TESTS)
	@$(RUN_TESTS) --filter HouseTests

format: ## formats the code in place
	@swift format --in-place --recursive Package.swift Sources Tests Fuzzing Benchmarks/Package.swift Benchmarks/Sources

bench: setup-tests build ## measures, each figure beside its ceiling in the same run
	@build/venv/bin/pip install --quiet --disable-pip-version-check -r Benchmarks/requirements.txt
	@build/venv/bin/python Benchmarks/run

fuzz: setup ## changes valid inputs of every decoder a hundred thousand times each; COUNT and SEED choose
	@swift build $(SWIFT_FLAGS) --product fuzz
	@.build/release/fuzz --count $(COUNT) --seed $(SEED)

clean: ## removes what was built; never data
	@rm -rf .build build
