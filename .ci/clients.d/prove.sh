# `parhelion prove` on an application of Flask and boto3 and on one of Express and the SDK v3: both hold, and bugs of
# theirs are caught. The night tries more of each.
. "$CLIENTS_LIB/support.sh"
. "$CLIENTS_LIB/prove.sh"
scenarios=$CLIENTS_LIB/../../scenarios
holds "$scenarios/flask_media" 3 1 3
(mkdir flask && cd flask && caught "$scenarios/flask_media" errors-swallowed retry-meets-itself in-two-steps asset-served-directly \
  removal-answers-first missing-is-empty first-page-only remembers-files)
if command -v node > /dev/null; then
  holds "$scenarios/express_files" 3 2 6
  (mkdir express && cd express && caught "$scenarios/express_files" promise-not-awaited never-answers-on-error name-encoded \
    type-guessed-by-name incoming-beside-files wrong-content-type removal-not-awaited list-remembered)
else
  echo "skipped: Express, since no Node.js is on this machine"
fi
echo "parhelion prove, Flask and Express: passed"
