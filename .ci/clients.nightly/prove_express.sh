# `parhelion prove` on an application of Express and the SDK v3, with presigned uploads: it holds, and its bugs are
# caught.
. "$CLIENTS_LIB/support.sh"
command -v node > /dev/null || { echo "skipped: no Node.js on this machine"; exit 0; }
. "$CLIENTS_LIB/prove.sh"
application=$CLIENTS_LIB/../../scenarios/express_files
holds "$application" 1 6 12
holds "$application" 2 6 0
caught "$application" errors-swallowed promise-not-awaited never-answers-on-error logs-dropped-on-error retry-meets-itself \
  overwrites name-encoded type-guessed-by-name incoming-beside-files logs-lost-at-shutdown asset-served-directly wrong-content-type no-invalidation \
  removal-errors-swallowed first-page-only list-remembered
echo "parhelion prove, Express: passed"
