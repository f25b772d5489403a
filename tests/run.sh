#!/usr/bin/env bash
# Runs every test, those of object storage too. Arguments go to `cargo test`: tests/run.sh --lib rules
set -euo pipefail
cd "$(dirname "$0")/.."
tests/setup.sh
# The same texts for the property tests each time; `cargo test` alone, or another seed, tries new ones.
export PROPTEST_RNG_SEED=${PROPTEST_RNG_SEED:-30}
exec cargo test --features s3 "$@"
