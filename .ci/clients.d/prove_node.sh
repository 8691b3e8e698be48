# `parhelion prove` on an application of Express and the SDK v3: it holds, and bugs of its own are caught. The night
# tries more of it.
. "$CLIENTS_LIB/support.sh"
command -v node > /dev/null || { echo "skipped: no Node.js on this machine"; exit 0; }
. "$CLIENTS_LIB/prove.sh"
application=$CLIENTS_LIB/../../scenarios/express_files
holds "$application" 3 2 6
caught "$application" promise-not-awaited never-answers-on-error name-encoded type-guessed-by-name incoming-beside-files \
  wrong-content-type removal-errors-swallowed list-remembered
echo "parhelion prove, Express: passed"
