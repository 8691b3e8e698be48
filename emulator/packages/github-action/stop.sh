#!/usr/bin/env bash
# Ends the server of start.sh, and shows what it said.
set -euo pipefail
[ -n "${PARHELION_PID:-}" ] || { echo "no server was started"; exit 0; }
kill -TERM "$PARHELION_PID" 2> /dev/null || echo "the server had ended already"
for _ in $(seq 120); do
  kill -0 "$PARHELION_PID" 2> /dev/null || break
  sleep 0.1
done
cat "${RUNNER_TEMP:-/tmp}/parhelion.log"
