#!/bin/sh
# Kills the released server 2 000 times while phones send forms, on SQLite and, where CHIEUSAU_TEST_POSTGRES is
# set, on PostgreSQL: none acknowledged may be lost or doubled. Takes about six minutes for each.
set -eu
cd "$(dirname "$0")/.."
cargo build --release
CHIEUSAU_TEST_PROGRAM="${CARGO_TARGET_DIR:-$PWD/target}/release/chieusau" CHIEUSAU_TEST_KILLS="${1:-2000}" \
    cargo test --package chieusau --test kills -- --nocapture
