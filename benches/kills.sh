#!/bin/sh
# Kills the server 2 000 times while phones send forms, on SQLite and, where CHIEUSAU_TEST_POSTGRES is set, on
# PostgreSQL: none acknowledged may be lost or doubled. Takes about an hour for each.
set -eu
cd "$(dirname "$0")/.."
CHIEUSAU_TEST_KILLS="${1:-2000}" cargo test --release -p chieusau --test kills -- --nocapture
