# `parhelion prove` on an application of Flask and boto3: it holds, and bugs of its own are caught. The night tries
# more of it.
. "$CLIENTS_LIB/support.sh"
. "$CLIENTS_LIB/prove.sh"
application=$CLIENTS_LIB/../../scenarios/flask_media
holds "$application" 3 1 2
caught "$application" errors-swallowed retry-meets-itself in-two-steps asset-served-directly removal-errors-swallowed missing-is-empty \
  first-page-only remembers-files
echo "parhelion prove, Flask: passed"
