# The GitHub Action's scripts, as a runner runs them: a step that starts, one that uses, one that stops.
. "$CLIENTS_LIB/support.sh"
action=$CLIENTS_LIB/../../emulator/packages/github-action
unset AWS_ENDPOINT_URL AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_REGION AWS_DEFAULT_REGION
export RUNNER_TEMP=$PWD GITHUB_ENV=$PWD/env GITHUB_OUTPUT=$PWD/output
# What the runner does between two steps.
next_step() { while IFS= read -r line; do export "${line?}"; done < "$GITHUB_ENV"; }

PARHELION_PORT=0 PARHELION_ARGUMENTS="--lax-keys --seed 7" bash "$action/start.sh"
next_step
trap 'kill "$PARHELION_PID" 2> /dev/null || true' EXIT
expect "$(cat output)" "endpoint=$AWS_ENDPOINT_URL"
expect "$AWS_REGION $AWS_DEFAULT_REGION" "us-east-1 us-east-1"
expect "$(aws sts get-caller-identity --query Arn --output text)" arn:aws:iam::123456789012:root
expect "$(AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test aws sts get-caller-identity --query Account --output text)" 000000000000
export AWS_DEFAULT_REGION=us-west-1
python_module=testcontainers-localstack
expect "$(AWS_ACCESS_KEY_ID=$python_module AWS_SECRET_ACCESS_KEY=$python_module aws sts get-caller-identity --query Account --output text)" 000000000000
# A second one at the same port does not start, and says why.
if PARHELION_PORT=${AWS_ENDPOINT_URL##*:} RUNNER_TEMP=$(mktemp -d -p .) bash "$action/start.sh" > again.out; then exit 1; fi
grep -q '^::error title=Parhelion::the server did not start: .*is in use: choose another --port' again.out
if PARHELION_BINARY=/nowhere/parhelion bash "$action/start.sh" > absent.out; then exit 1; fi
grep -q '^::error title=Parhelion::/nowhere/parhelion is no program' absent.out
AWS_PROFILE=mine PARHELION_PORT=0 RUNNER_TEMP=$(mktemp -d -p .) GITHUB_ENV=other bash "$action/start.sh" > warned.out
kill "$(sed -n 's/^PARHELION_PID=//p' other)"
grep -q '^::warning title=Parhelion::AWS_PROFILE is set' warned.out
bash "$action/stop.sh" > stopped.out
grep -qx 'Ready\.' stopped.out
if "$PARHELION_BINARY" health --port "${AWS_ENDPOINT_URL##*:}" 2> ended.out; then exit 1; fi
grep -q 'no server is well' ended.out
echo "the GitHub Action: passed"
