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
# PACKAGE...: programs or packages of Debian by these names are here, or can be installed; else the reason is said.
installed() {
  local name absent=()
  for name in "$@"; do
    command -v "$name" > /dev/null || dpkg-query --show --showformat '${Status}' "$name" 2> /dev/null | grep -q ' installed$' || absent+=("$name")
  done
  [ "${#absent[@]}" = 0 ] && return
  if ! command -v apt-get > /dev/null || [ "$(id -u)" != 0 ]; then
    echo "skipped: ${absent[*]} not on this machine, and only root can install it, on Debian"
    return 1
  fi
  (
    flock 9
    timeout 120 apt-get update -qq && timeout 240 apt-get install -qq -y --no-install-recommends "${absent[@]}"
  ) > apt.log 2>&1 9> /tmp/parhelion-clients-apt.lock && return
  echo "skipped: ${absent[*]} cannot be installed: $(tail -1 apt.log)"
  return 1
}
