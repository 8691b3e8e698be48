# Everything that anyone runs here, each with its plain command.

# All tests.
test *ARGS:
    cargo test --workspace {{ARGS}}

# The main job: Property 16 on the bundled application.
verify *ARGS:
    cargo run --bin parhelion-verify -- {{ARGS}}

# Whether an application's S3, CloudFront and CloudWatch are in order: `just audit --list`.
audit *ARGS:
    cargo run --bin parhelion-audit -- {{ARGS}}

# What runs have proved of a specification: `just certify scenarios/dashboard/spec --report run.json`.
certify *ARGS:
    cargo run --bin parhelion-certify -- {{ARGS}}

# The main job with fresh seeds, as every night: `SEEDS=5 just nightly`.
nightly FIRST="":
    .ci/nightly {{FIRST}}

# The emulator for every other client.
serve *ARGS:
    cargo run --release --bin parhelion -- serve {{ARGS}}

# The figures of BENCHMARKS.md.
bench *ARGS:
    cargo run --release --package parhelion-bench -- {{ARGS}}

# An S3 endpoint's speed by its URL; without one, of this repository's server, freshly started.
bench-server URL="":
    cargo build --release --bin parhelion
    cargo run --release --package parhelion-bench --no-default-features -- server {{URL}}

# How long small requests take beside large work, by the endpoint's URL; without one, here.
bench-beside URL="":
    cargo build --release --bin parhelion
    cargo run --release --package parhelion-bench --no-default-features -- beside {{URL}}

# 1,000 connections of mixed calls beside a bulk copy: explained, how fast, what memory stays.
bench-load URL="":
    cargo build --release --bin parhelion
    cargo run --release --package parhelion-bench --no-default-features -- load {{URL}}

# This server beside others, as far as they can be installed (below target/peers), by one client.
bench-peers *NAMES:
    cargo build --release --bin parhelion
    emulator/bench/install-peers target/peers
    PATH="$PWD/target/peers/bin:$PATH" cargo run --release --package parhelion-bench --no-default-features -- peers {{NAMES}}

# Format and lints, as CI checks them.
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings

# Licences, sources and known vulnerabilities of the dependencies.
deny:
    .ci/deny

# The crates as a registry would get them, built from their packages alone.
package:
    .ci/package --build

# The container image, where there is a builder.
image:
    .ci/image

# A fuzz target for some seconds, guided by coverage; without one, all of them blindly on stable.
fuzz TARGET="" SECONDS="60":
    #!/usr/bin/env bash
    set -euo pipefail
    if [ -z "{{TARGET}}" ]; then
      PARHELION_FUZZ_RUNS=20000 exec cargo test --release --package parhelion-fuzz
    fi
    cargo +nightly fuzz --version > /dev/null || { echo "needs: rustup toolchain install nightly; cargo install cargo-fuzz" >&2; exit 1; }
    cd emulator/fuzz/libfuzzer && cargo +nightly fuzz run --fuzz-dir . {{TARGET}} -- -max_total_time={{SECONDS}}

# Real clients against the server; some of them by name: `just clients pyarrow_s3 browser`.
clients *NAMES:
    .ci/clients {{NAMES}}

# Terraform with the aws_s3_bucket* resources: apply, plan without changes, destroy.
terraform:
    .ci/clients terraform.sh

# Imports AWS's API models again: model.smithy of each service, and the catalogue of all services.
models:
    python3 emulator/model/import.py
    python3 emulator/model/catalogue.py

# Writes docs/coverage.md, docs/choices.md and docs/rules/coverage.md.
docs:
    PARHELION_WRITE_DOCS=1 cargo test --package parhelion --test main generated_docs
