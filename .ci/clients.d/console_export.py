"""The console's "export as test": what boto3 did here becomes a pytest file, which passes in an empty cloud."""

import json
import os
import pathlib
import subprocess
import sys
import urllib.request

import boto3

from support import passed, refused

binary = os.environ["PARHELION_BINARY"]
package = pathlib.Path(os.environ["CLIENTS_LIB"]).parent.parent / "emulator/packages/python/src"
sys.path.insert(0, str(package))

from parhelion import Server  # noqa: E402
from parhelion.world import Clock, Control  # noqa: E402


def at_work(world):
    """Several services; ids that the next run has others of; time; refusals."""
    s3, sqs, logs, cloudwatch, iam, kms = map(world.client, ["s3", "sqs", "logs", "cloudwatch", "iam", "kms"])
    s3.create_bucket(Bucket="photos")
    s3.put_bucket_versioning(Bucket="photos", VersioningConfiguration={"Status": "Enabled"})
    put = s3.put_object(Bucket="photos", Key='caf\u00e9 "1"\\', Body=b"meow\x00\xff'", Metadata={"by": "ann"})
    s3.put_object(Bucket="photos", Key='caf\u00e9 "1"\\', Body=b"purr", ServerSideEncryption="AES256")
    s3.get_object(Bucket="photos", Key='caf\u00e9 "1"\\', VersionId=put["VersionId"])
    s3.copy_object(Bucket="photos", Key="copy", CopySource={"Bucket": "photos", "Key": 'caf\u00e9 "1"\\'})
    refused("404", s3.head_object, Bucket="photos", Key="none")
    refused("NoSuchKey", s3.get_object, Bucket="photos", Key="none")
    upload = s3.create_multipart_upload(Bucket="photos", Key="big")["UploadId"]
    part = s3.upload_part(Bucket="photos", Key="big", UploadId=upload, PartNumber=1, Body=b"a part")
    parts = {"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
    s3.complete_multipart_upload(Bucket="photos", Key="big", UploadId=upload, MultipartUpload=parts)
    s3.delete_objects(Bucket="photos", Delete={"Objects": [{"Key": "big"}, {"Key": "copy"}]})
    queue = sqs.create_queue(QueueName="jobs", Attributes={"VisibilityTimeout": "5"})["QueueUrl"]
    sqs.send_message(QueueUrl=queue, MessageBody='{"job": 1}')
    message = sqs.receive_message(QueueUrl=queue)["Messages"][0]
    sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    refused("AWS.SimpleQueueService.NonExistentQueue", sqs.get_queue_url, QueueName="none")
    logs.create_log_group(logGroupName="/app", tags={"team": "a"})
    logs.create_log_stream(logGroupName="/app", logStreamName="web")
    now = round(world.clock.now.timestamp() * 1000)
    logs.put_log_events(logGroupName="/app", logStreamName="web", logEvents=[{"timestamp": now, "message": "a"}])
    assert logs.filter_log_events(logGroupName="/app", filterPattern="a", startTime=now - 1)["events"]
    refused("ResourceAlreadyExistsException", logs.create_log_group, logGroupName="/app")
    cloudwatch.put_metric_alarm(
        AlarmName="errors", Namespace="App", MetricName="Errors", Statistic="Sum", Period=60, EvaluationPeriods=1,
        Threshold=3.5, ComparisonOperator="GreaterThanThreshold",
    )
    datum = {"MetricName": "Errors", "Value": 5.0, "Dimensions": [{"Name": "Host", "Value": "web"}], "Timestamp": world.clock.now}
    cloudwatch.put_metric_data(Namespace="App", MetricData=[datum])
    world.clock.advance(90)
    cloudwatch.describe_alarms(AlarmNames=["errors"])
    iam.create_user(UserName="ann")
    key = iam.create_access_key(UserName="ann")["AccessKey"]["AccessKeyId"]
    iam.delete_access_key(UserName="ann", AccessKeyId=key)
    refused("NoSuchEntity", iam.get_user, UserName="bob")
    key = kms.create_key(Description="for \u732b")["KeyMetadata"]["KeyId"]
    sealed = kms.encrypt(KeyId=key, Plaintext=b"secret")["CiphertextBlob"]
    assert kms.decrypt(CiphertextBlob=sealed)["Plaintext"] == b"secret"
    refused("BucketNotEmpty", s3.delete_bucket, Bucket="photos")


with Server("--journal-inputs") as server:
    root = boto3.Session(
        aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"], aws_secret_access_key=os.environ["AWS_SECRET_ACCESS_KEY"],
        region_name="us-east-1",
    )

    class Own:
        """The server's own cloud: the journals of worlds keep no inputs."""

        clock = Clock(Control(server.endpoint_url))

        @staticmethod
        def client(service):
            return root.client(service, endpoint_url=server.endpoint_url)

    at_work(Own)
    pages = f"{server.endpoint_url}/_parhelion/console/export"
    with urllib.request.urlopen(f"{pages}/file?as=pytest") as answer:
        text = answer.read().decode()
    with urllib.request.urlopen(f"{pages}?as=pytest") as answer:
        shown = answer.read().decode()
assert "comes to what it came to" in shown, shown
pathlib.Path("test_exported.py").write_text(text)
pathlib.Path("conftest.py").write_text('pytest_plugins = ["parhelion.pytest_plugin"]\n')
environment = {name: value for name, value in os.environ.items() if name != "AWS_ENDPOINT_URL"}
environment |= {"PYTHONPATH": str(package), "PARHELION_BINARY": binary}
run = subprocess.run([sys.executable, "-m", "pytest", "-q", "test_exported.py"], env=environment, capture_output=True, text=True)
assert run.returncode == 0 and "1 passed" in run.stdout, f"{text}\n{run.stdout}\n{run.stderr}"
# It does test: with another outcome it fails.
pathlib.Path("test_exported.py").write_text(text.replace("BucketNotEmpty", "NoSuchBucket").replace("refused(409", "refused(404"))
run = subprocess.run([sys.executable, "-m", "pytest", "-q", "test_exported.py"], env=environment, capture_output=True, text=True)
assert run.returncode == 1, run.stdout
assert json.dumps("photos") in text
passed("exported tests")
