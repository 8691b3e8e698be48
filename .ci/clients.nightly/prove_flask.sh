# `parhelion prove` on an application of Flask and boto3: it holds, and its bugs are caught.
. "$CLIENTS_LIB/support.sh"
. "$CLIENTS_LIB/prove.sh"
application=$CLIENTS_LIB/../../scenarios/flask_media
holds "$application" 1 6 12
holds "$application" 2 6 0
caught "$application" errors-swallowed logs-dropped-on-error answers-first retry-meets-itself asks-before in-two-steps overwrites \
  key-not-unquoted logs-lost-at-shutdown asset-served-directly wrong-content-type no-invalidation cached-for-ever \
  removal-errors-swallowed missing-is-empty first-page-only remembers-files removes-a-copy
echo "parhelion prove, Flask: passed"
