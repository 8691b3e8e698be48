"""Live Tail over a socket: an event stream, pushed once a second, that ends with its reader."""
import os
import time

import boto3
from botocore.config import Config

# botocore puts the operation's host prefix in front of any endpoint, and of an IP address too.
logs = boto3.client("logs", config=Config(inject_host_prefix=False))
account = boto3.client("sts").get_caller_identity()["Account"]
region = os.environ["AWS_DEFAULT_REGION"]
group = f"arn:aws:logs:{region}:{account}:log-group:tailed"

logs.create_log_group(logGroupName="tailed")
logs.create_log_stream(logGroupName="tailed", logStreamName="s")


def start():
    return logs.start_live_tail(logGroupIdentifiers=[group], logEventFilterPattern="ERROR")


answer = start()["responseStream"]
events = iter(answer)
began = next(events)["sessionStart"]
assert began["logGroupIdentifiers"] == [group], began
now = int(time.time() * 1000)
messages = [{"timestamp": now, "message": text} for text in ["fine", "ERROR seen"]]
logs.put_log_events(logGroupName="tailed", logStreamName="s", logEvents=messages)
seen = []
for event in events:
    seen += [one["message"] for one in event["sessionUpdate"]["sessionResults"]]
    if seen:
        break
assert seen == ["ERROR seen"], seen
answer.close()

# A client that went away has no session any more.
open_ones = [start()["responseStream"] for _ in range(14)]
deadline = time.time() + 10
while True:
    try:
        open_ones.append(start()["responseStream"])
        break
    except logs.exceptions.LimitExceededException:
        assert time.time() < deadline, "the session of the closed stream is still there"
        time.sleep(0.2)
for one in open_ones:
    one.close()
print("boto3: live tail passed")
