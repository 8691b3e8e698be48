# What the scripts that walk `parhelion prove` share; sourced. The correct application holds, and each of its bugs
# is caught by its stored case.
cargo build --quiet --manifest-path "$CLIENTS_LIB/../../Cargo.toml" --bin parhelion-prove
parhelion=$PARHELION_BINARY

# FOLDER SEED CASES SINGLES: the correct application holds.
holds() {
  "$parhelion" prove --file "$1/parhelion.toml" --seed "$2" --cases "$3" --singles "$4" > holds.out 2>&1 || { cat holds.out >&2; exit 1; }
  grep -q '^HOLDS$' holds.out || { cat holds.out >&2; exit 1; }
}

# FOLDER BUG...: each is caught, by the cases that are stored; two at a time.
caught() {
  local folder=$1 bug; shift
  for bug in "$@"; do
    while [ "$(jobs -r | wc -l)" -ge 2 ]; do wait -n; done
    is_caught "$folder" "$bug" &
  done
  local failed=0
  while [ -n "$(jobs -p)" ]; do wait -n || failed=1; done
  [ "$failed" = 0 ] && [ "$(ls caught-* | wc -l)" = "$#" ]
}

is_caught() {
  local status=0
  "$parhelion" prove --file "$1/parhelion.toml" --env "BUG=$2" --cases 0 --singles 0 --jobs 1 --smaller-within 0s --json > "$2.json" 2> "$2.err" || status=$?
  if [ "$status" = 1 ] && [ "$(json '["counterexample"]["found_after"]' < "$2.json")" = 1 ]; then
    touch "caught-$2"
  else
    { echo "BUG=$2 was not caught by its stored case"; head -50 "$2.json" "$2.err"; } >&2
    return 1
  fi
}
