#!/usr/bin/env bash
# Runs every test. Arguments go to `cargo test`: tests/run.sh --lib rules
set -euo pipefail
cd "$(dirname "$0")/.."
tests/setup.sh
exec cargo test "$@"
