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
# Terraform's working folder is ready for the *.tf in it, or the reason why not is said. The provider's
# own settings are in them.
terraform_begins() {
  local plugin
  command -v terraform > /dev/null || { echo "skipped: terraform is not installed"; return 1; }
  # The caller's `||` would let it pass.
  terraform fmt -check || exit 1
  # A folder of plug-ins on the machine serves where the registry cannot be reached.
  plugin=$(find /opt /usr /root -xdev -name 'terraform-provider-aws*' -type f 2> /dev/null | head -1 || true)
  if [ -n "$plugin" ]; then
    printf 'provider_installation {\n  filesystem_mirror { path = "%s" }\n}\n' \
      "${plugin%/registry.terraform.io/*}" > mirror.tfrc
    export TF_CLI_CONFIG_FILE=$PWD/mirror.tfrc
  fi
  if ! timeout 120 terraform init -input=false -no-color > init.out 2>&1; then
    echo "skipped: the AWS provider cannot be had: $(grep -m1 -i error init.out || tail -1 init.out)"
    return 1
  fi
  export TF_VAR_endpoint=$AWS_ENDPOINT_URL TF_IN_AUTOMATION=1
}
