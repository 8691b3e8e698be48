"""The plugin on itself."""

import datetime
import os
import subprocess
import sys

import boto3
import pytest
from botocore.exceptions import BotoCoreError, ClientError

import parhelion


@pytest.mark.parametrize("number", range(5))
def test_each_test_has_a_world_of_its_own(aws, number):
    s3 = aws.client("s3")
    assert [it["Key"] for it in s3.list_objects_v2(Bucket="prepared")["Contents"]] == ["fixture"]
    s3.put_object(Bucket="prepared", Key=f"by-{number}", Body=b"")


def test_boto3_finds_it_by_itself(aws, monkeypatch):
    boto3.client("s3").put_object(Bucket="prepared", Key="k", Body=b"v")
    assert aws.client("s3").get_object(Bucket="prepared", Key="k")["Body"].read() == b"v"
    assert aws.resource("s3").Object("prepared", "k").content_length == 1
    here = subprocess.run(
        [sys.executable, "-c", "import boto3; print(boto3.client('s3').list_buckets()['Buckets'][0]['Name'])"],
        env={**os.environ, **aws.environment}, capture_output=True, text=True, check=True,
    )
    assert here.stdout.strip() == "prepared"


def test_time_is_its_own(aws):
    logs = aws.client("logs")
    logs.create_log_group(logGroupName="/g")
    logs.create_log_stream(logGroupName="/g", logStreamName="s")
    logs.put_retention_policy(logGroupName="/g", retentionInDays=1)
    event = {"timestamp": int(aws.clock.now.timestamp() * 1000), "message": "m"}
    logs.put_log_events(logGroupName="/g", logStreamName="s", logEvents=[event])
    before = aws.clock.now
    assert aws.clock.next_due > before
    aws.clock.advance(days=1, hours=23)
    assert datetime.timedelta(hours=47) <= aws.clock.now - before < datetime.timedelta(hours=48)
    aws.clock.advance(datetime.timedelta(days=3))
    assert logs.filter_log_events(logGroupName="/g")["events"] == []
    with pytest.raises(parhelion.ParhelionError, match="time does not go back"):
        aws.clock.set(before)
    aws.clock.freeze()
    frozen = aws.clock.now
    assert aws.clock.now == frozen
    aws.clock.thaw()


def test_the_adversary_and_its_plan(aws):
    s3 = aws.client("s3", config=boto3.session.Config(retries={"max_attempts": 0}))
    aws.adversary(1.0, points=["s3.before"])
    with pytest.raises((BotoCoreError, ClientError)):
        s3.list_buckets()
    assert len(aws.adversary.taken) == 1
    aws.adversary.calm()
    s3.list_buckets()
    with pytest.raises(parhelion.ParhelionError, match="is none of docs/choices.md; the nearest is"):
        aws.adversary(1.0, points=["nothing"])


def test_the_journal_tells_all(aws):
    aws.client("s3").put_object(Bucket="prepared", Key="k", Body=b"v")
    (call,) = aws.calls("PutObject")
    assert (call["resource"], call["bytes"]) == ("prepared/k", 1)
    assert len(aws.journal) >= 2


def test_states_and_forks(aws):
    s3 = aws.client("s3")
    aws.save("before")
    s3.put_object(Bucket="prepared", Key="k", Body=b"v")
    with aws.fork() as fork:
        fork.client("s3").delete_object(Bucket="prepared", Key="k")
    assert s3.head_object(Bucket="prepared", Key="k")["ContentLength"] == 1
    aws.load("before")
    with pytest.raises(ClientError):
        s3.head_object(Bucket="prepared", Key="k")
    aws.reset()
    assert s3.head_object(Bucket="prepared", Key="fixture")["ContentLength"] == 7


def test_a_failed_test_shows_what_happened(pytester):
    pytester.makepyfile(
        """
        def test_fails(aws):
            aws.client("s3").create_bucket(Bucket="seen")
            assert False
        def test_passes(aws):
            pass
        """
    )
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(failed=1, passed=1)
    result.stdout.fnmatch_lines(["*Parhelion's journal*", '*"operation":"CreateBucket"*'])


@pytest.mark.parametrize("options", [[], ["-n", "1"]])
def test_a_failed_set_up_shows_it_too_wherever_it_ran(pytester, options):
    pytester.makepyfile(
        """
        import pytest
        @pytest.fixture
        def broken(aws):
            aws.client("s3").create_bucket(Bucket="seen")
            assert False
        def test_errs(broken):
            pass
        """
    )
    result = pytester.runpytest_subprocess(*options)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*Parhelion's journal*", '*"operation":"CreateBucket"*'])


def test_nothing_leads_to_a_real_account(pytester, monkeypatch):
    for name, value in {
        "AWS_PROFILE": "corp",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
        "AWS_CREDENTIAL_EXPIRATION": "2020-01-01T00:00:00Z",
        "AWS_ENDPOINT_URL_S3": "http://192.0.2.1",
        "HTTP_PROXY": "http://192.0.2.1:1",
    }.items():
        monkeypatch.setenv(name, value)
    pytester.makepyfile(
        """
        import boto3, pytest
        @pytest.fixture(scope="session")
        def aws_prepared(aws_root):
            aws_root.client("s3").create_bucket(Bucket="prepared")
        def test_here(aws):
            assert [it["Name"] for it in boto3.client("s3").list_buckets()["Buckets"]] == ["prepared"]
        """
    )
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_a_server_ends_with_its_process(tmp_path):
    script = "import parhelion, os, sys; s = parhelion.Server(); print(s.endpoint_url, s._process.pid, flush=True); os.kill(os.getpid(), 9)"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    pid = int(ended.stdout.split()[1])
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        subprocess.run(["sleep", "0.1"])
    raise AssertionError("it is still there")


def test_a_world_may_be_dropped_by_its_test(aws):
    aws.drop()


def test_ids_hang_on_the_tests_name_alone(pytester):
    pytester.makepyfile(
        """
        import pytest
        @pytest.mark.parametrize("n", [1, 2])
        def test_ids(aws, n):
            print("id", n, aws.client("kms").create_key()["KeyMetadata"]["KeyId"])
        """
    )
    def ids(*options):
        run = pytester.runpytest_subprocess("-s", *options)
        return sorted(line[line.index("id "):] for line in run.outlines if "id " in line and "-" in line)
    both = ids()
    assert len(both) == 2 and both[0][5:] != both[1][5:]
    assert ids("-k", "2") == both[1:]


def test_a_server_that_cannot_start_says_why():
    with pytest.raises(parhelion.ParhelionError, match="--credential"):
        parhelion.Server("--credential", "nonsense")
