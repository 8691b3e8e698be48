"""boto3 against SQS: S3's events in a long poll, batches, dead letters, and the older protocol."""

import json
import threading
import time
import urllib.parse
import xml.etree.ElementTree as ElementTree

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from support import endpoint, fetch, refused

sqs, s3 = boto3.client("sqs"), boto3.client("s3")
REGION = sqs.meta.region_name
ACCOUNT = boto3.client("sts").get_caller_identity()["Account"]


# A bucket's events in a queue, which must let S3 send.
queue = sqs.create_queue(QueueName="boto3-events", Attributes={"VisibilityTimeout": "5"})["QueueUrl"]
assert queue == f"{endpoint}/{ACCOUNT}/boto3-events", queue
arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
assert arn == f"arn:aws:sqs:{REGION}:{ACCOUNT}:boto3-events", arn
s3.create_bucket(Bucket="boto3-events")
wanted = {"QueueConfigurations": [{"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}]}
refused("InvalidArgument", s3.put_bucket_notification_configuration, Bucket="boto3-events",
        NotificationConfiguration=wanted)
policy = {"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sqs:SendMessage",
    "Resource": arn, "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::boto3-events"},
                                   "StringEquals": {"aws:SourceAccount": ACCOUNT}}}]}
sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": json.dumps(policy)})
s3.put_bucket_notification_configuration(Bucket="boto3-events", NotificationConfiguration=wanted)
test = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=20)["Messages"][0]
assert json.loads(test["Body"])["Event"] == "s3:TestEvent", test
sqs.delete_message(QueueUrl=queue, ReceiptHandle=test["ReceiptHandle"])

put = threading.Timer(1, s3.put_object, kwargs={"Bucket": "boto3-events", "Key": "a b", "Body": b"x"})
started = time.monotonic()
put.start()
event = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=20, MessageSystemAttributeNames=["All"])
put.join()
assert time.monotonic() - started < 10, "the event came while the poll waited"
event = event["Messages"][0]
record = json.loads(event["Body"])["Records"][0]
assert (record["eventName"], record["s3"]["object"]["key"]) == ("ObjectCreated:Put", "a+b"), record
assert event["Attributes"]["ApproximateReceiveCount"] == "1"
sqs.delete_message(QueueUrl=queue, ReceiptHandle=event["ReceiptHandle"])
assert "Messages" not in sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=1)

# Batches, attributes (botocore verifies their digests), dead letters.
dead = sqs.create_queue(QueueName="boto3-dead")["QueueUrl"]
redrive = {"deadLetterTargetArn": arn.replace("events", "dead"), "maxReceiveCount": "1"}
jobs = sqs.create_queue(QueueName="boto3-jobs", Attributes={"RedrivePolicy": json.dumps(redrive)},
                        tags={"team": "walk"})["QueueUrl"]
assert sqs.list_queue_tags(QueueUrl=jobs)["Tags"] == {"team": "walk"}
assert sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"] == [jobs]
assert sqs.list_queues(QueueNamePrefix="boto3-")["QueueUrls"] == [dead, queue, jobs]
attributes = {"colour": {"DataType": "String", "StringValue": "teal"},
              "bytes": {"DataType": "Binary", "BinaryValue": b"\0\xff"}}
sent = sqs.send_message_batch(QueueUrl=jobs, Entries=[
    {"Id": "one", "MessageBody": "1", "MessageAttributes": attributes},
    {"Id": "late", "MessageBody": "2", "DelaySeconds": 901}])
assert [entry["Id"] for entry in sent["Successful"]] == ["one"], sent
assert [(entry["Id"], entry["Code"]) for entry in sent["Failed"]] == [("late", "InvalidParameterValue")]
message = sqs.receive_message(QueueUrl=jobs, MessageAttributeNames=["All"])["Messages"][0]
assert message["MessageAttributes"] == attributes, message
sqs.change_message_visibility(QueueUrl=jobs, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)
assert "Messages" not in sqs.receive_message(QueueUrl=jobs)
letter = sqs.receive_message(QueueUrl=dead, MessageSystemAttributeNames=["DeadLetterQueueSourceArn"])
assert letter["Messages"][0]["MessageId"] == message["MessageId"]
assert letter["Messages"][0]["Attributes"]["DeadLetterQueueSourceArn"].endswith(":boto3-jobs")
error = refused("ReceiptHandleIsInvalid", sqs.delete_message, QueueUrl=dead, ReceiptHandle="none")
assert isinstance(error, sqs.exceptions.ReceiptHandleIsInvalid)
sqs.purge_queue(QueueUrl=dead)
refused("AWS.SimpleQueueService.PurgeQueueInProgress", sqs.purge_queue, QueueUrl=dead)
error = refused("AWS.SimpleQueueService.NonExistentQueue", sqs.get_queue_url, QueueName="boto3-none")
assert isinstance(error, sqs.exceptions.QueueDoesNotExist)
refused("NotImplemented", sqs.create_queue, QueueName="q.fifo", Attributes={"FifoQueue": "true"})
refused("NotImplemented", sqs.list_message_move_tasks, SourceArn=arn)


# The older protocol, at the queue's own path.
def query(url, **form):
    body = urllib.parse.urlencode({"Version": "2012-11-05", **form})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    request = AWSRequest("POST", url, headers, body)
    SigV4Auth(boto3.Session().get_credentials(), "sqs", REGION).add_auth(request)
    _, answer, _ = fetch(url, "POST", body.encode(), dict(request.headers))
    root = ElementTree.fromstring(answer)
    for element in root.iter():
        element.tag = element.tag.split("}")[-1]
    return root


sent = query(jobs, Action="SendMessage", MessageBody="older", **{
    "MessageAttribute.1.Name": "a", "MessageAttribute.1.Value.DataType": "String",
    "MessageAttribute.1.Value.StringValue": "b"})
assert sent.findtext(".//MD5OfMessageAttributes") == "bef8bf215374a0a228d67533b1a488be"
newer = sqs.receive_message(QueueUrl=jobs)["Messages"][0]
assert (newer["Body"], newer["MessageId"]) == ("older", sent.findtext(".//MessageId"))
deleted = query(jobs, Action="DeleteMessage", ReceiptHandle=newer["ReceiptHandle"])
assert deleted.tag == "DeleteMessageResponse"
missing = query(jobs.replace("jobs", "none"), Action="PurgeQueue")
assert missing.findtext(".//Code") == "AWS.SimpleQueueService.NonExistentQueue"
assert missing.findtext(".//Message") == "The specified queue does not exist for this wsdl version."

for url in (jobs, dead, queue):
    sqs.delete_queue(QueueUrl=url)
refused("AWS.SimpleQueueService.QueueDeletedRecently", sqs.create_queue, QueueName="boto3-jobs")
assert "QueueUrls" not in sqs.list_queues(QueueNamePrefix="boto3-")
print("boto3, SQS: passed")
