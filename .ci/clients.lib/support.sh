# What the shell scripts of .ci/clients.d share; sourced.
set -euo pipefail
# Both are equal: what is, what should be.
expect() { [ "$1" = "$2" ] || { echo "expected '$2', got '$1'" >&2; exit 1; }; }
# CODE COMMAND...: the command fails with that code of AWS's.
refused() {
  local code=$1; shift
  if "$@" > refused.out 2>&1; then echo "$* was not refused" >&2; exit 1; fi
  grep -q "$code" refused.out || { cat refused.out >&2; exit 1; }
}
# A member of the JSON that comes in: '["a"][0]', or an expression of what comes in as `it`.
json() { python3 -c "import json, sys; it = json.load(sys.stdin); print(${1/#[/it[})"; }
# PROGRAM: it is here, or Debian's package of that name can be installed; else the reason is said.
installed() {
  command -v "$1" > /dev/null && return
  if ! command -v apt-get > /dev/null || [ "$(id -u)" != 0 ]; then
    echo "skipped: $1 is not on this machine, and only root can install it, on Debian"
    return 1
  fi
  (
    flock 9
    timeout 120 apt-get update -qq && timeout 240 apt-get install -qq -y --no-install-recommends "$1"
  ) > apt.log 2>&1 9> /tmp/parhelion-clients-apt.lock && return
  echo "skipped: $1 cannot be installed: $(tail -1 apt.log)"
  return 1
}
