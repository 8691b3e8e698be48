#!/usr/bin/env bash
# Starts a server and waits for it; tells the job's later steps by GITHUB_ENV where it is, as GitHub's runners
# have it: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
set -euo pipefail
fail() { echo "::error title=Parhelion::$*"; exit 1; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
log=${RUNNER_TEMP:-/tmp}/parhelion.log

binary=${PARHELION_BINARY:-}
if [ -z "$binary" ]; then
  root=$(cd "$here/../../.." && pwd)
  command -v cargo > /dev/null || fail "no Rust on this runner: install it, or name a program with the input \`binary\`"
  cargo build --release --locked --manifest-path "$root/Cargo.toml" --target-dir "$root/target" \
    --package parhelion --bin parhelion --no-default-features --features functions,server
  binary=$root/target/release/parhelion
fi
command -v "$binary" > /dev/null || fail "$binary is no program: name another with the input \`binary\`"

read -ra arguments <<< "${PARHELION_ARGUMENTS:-}"
# It outlives this step; the runner ends what is left when the job ends. (macOS's bash takes no empty list plainly.)
nohup "$binary" serve --port "${PARHELION_PORT:-4566}" ${arguments[@]+"${arguments[@]}"} > "$log" 2>&1 < /dev/null &
server=$!
for _ in $(seq 600); do
  grep -qx 'Ready\.' "$log" && break
  kill -0 "$server" 2> /dev/null || break
  sleep 0.1
done
if ! grep -qx 'Ready\.' "$log"; then
  kill "$server" 2> /dev/null || true
  fail "the server did not start: $(tail -1 "$log")"
fi

# What would lead clients elsewhere although the rest is set.
for name in AWS_PROFILE AWS_SESSION_TOKEN $(compgen -e AWS_ENDPOINT_URL_ || true); do
  [ -z "${!name:-}" ] || echo "::warning title=Parhelion::$name is set in this job, and may lead clients elsewhere: unset it"
done
# As it is printed for shells to paste.
grep '^export ' "$log" | cut -d ' ' -f 2- | tr ' ' '\n' >> "$GITHUB_ENV"
{
  echo AWS_EC2_METADATA_DISABLED=true
  echo "PARHELION_PID=$server"
} >> "$GITHUB_ENV"
endpoint=$(sed -n 's/^export AWS_ENDPOINT_URL=//p' "$log")
echo "endpoint=$endpoint" >> "$GITHUB_OUTPUT"
echo "Parhelion is at $endpoint"
