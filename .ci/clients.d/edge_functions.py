"""CloudFront Functions: their life by boto3 and the AWS CLI, and what viewers get of them, by sockets."""

import http.client
import json
import shutil
import subprocess

import boto3
from support import control, endpoint, refused

s3, cloudfront, logs = boto3.client("s3"), boto3.client("cloudfront"), boto3.client("logs", region_name="us-east-1")
s3.create_bucket(Bucket="site")
s3.put_object(Bucket="site", Key="docs/index.html", Body=b"the docs", ContentType="text/html")

INDEX = b"""
import cf from 'cloudfront';
function handler(event) {
    const request = event.request;
    if (request.uri === '/old') {
        return { statusCode: 301, headers: { location: { value: '/docs/' } } };
    }
    if (request.uri.endsWith('/')) {
        request.uri += 'index.html';
        console.log('rewritten to ' + request.uri);
    }
    return request;
}
"""
HEADERS = b"""
function handler(event) {
    var response = event.response;
    response.headers['x-made-by'] = { value: 'a function' };
    return response;
}
"""


def made(name, runtime, code):
    settings = {"Comment": name, "Runtime": runtime}
    tag = cloudfront.create_function(Name=name, FunctionConfig=settings, FunctionCode=code)["ETag"]
    return tag, cloudfront.publish_function(Name=name, IfMatch=tag)["FunctionSummary"]["FunctionMetadata"]["FunctionARN"]


tag, index = made("index", "cloudfront-js-2.0", INDEX)
_, headers = made("headers", "cloudfront-js-1.0", HEADERS)
refused("FunctionAlreadyExists", lambda: made("index", "cloudfront-js-2.0", INDEX))
assert cloudfront.get_function(Name="index", Stage="LIVE")["FunctionCode"].read() == INDEX
assert [item["Name"] for item in cloudfront.list_functions()["FunctionList"]["Items"]] == ["headers", "index"]

event = {
    "version": "1.0",
    "context": {"eventType": "viewer-request"},
    "viewer": {"ip": "1.2.3.4"},
    "request": {"method": "GET", "uri": "/docs/", "querystring": {}, "headers": {}, "cookies": {}},
}
result = cloudfront.test_function(Name="index", IfMatch=tag, EventObject=json.dumps(event).encode())["TestResult"]
assert json.loads(result["FunctionOutput"])["request"]["uri"] == "/docs/index.html", result
assert result["FunctionExecutionLogs"] == ["rewritten to /docs/index.html"], result
refused("PreconditionFailed", cloudfront.test_function, Name="index", IfMatch="EAAA", EventObject=b"{}")

control_id = cloudfront.create_origin_access_control(
    OriginAccessControlConfig={
        "Name": "site", "SigningProtocol": "sigv4", "SigningBehavior": "always", "OriginAccessControlOriginType": "s3",
    }
)["OriginAccessControl"]["Id"]
config = {
    "CallerReference": "site",
    "Comment": "",
    "Enabled": True,
    "Origins": {
        "Quantity": 1,
        "Items": [{
            "Id": "site",
            "DomainName": "site.s3.us-east-1.amazonaws.com",
            "OriginAccessControlId": control_id,
            "S3OriginConfig": {"OriginAccessIdentity": ""},
        }],
    },
    "DefaultCacheBehavior": {
        "TargetOriginId": "site",
        "ViewerProtocolPolicy": "allow-all",
        "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6",
        "FunctionAssociations": {
            "Quantity": 2,
            "Items": [
                {"FunctionARN": index, "EventType": "viewer-request"},
                {"FunctionARN": headers, "EventType": "viewer-response"},
            ],
        },
    },
}
distribution = cloudfront.create_distribution(DistributionConfig=config)["Distribution"]
statement = {
    "Effect": "Allow",
    "Principal": {"Service": "cloudfront.amazonaws.com"},
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::site/*",
    "Condition": {"StringEquals": {"AWS:SourceArn": distribution["ARN"]}},
}
s3.put_bucket_policy(Bucket="site", Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
control("clock", {"advance": 1800})

host, port = endpoint.removeprefix("http://").split(":")


def get(path):
    connection = http.client.HTTPConnection(host, int(port))
    connection.request("GET", path, headers={"Host": distribution["DomainName"]})
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


def header(answer, name):
    return {key.lower(): value for key, value in answer[1].items()}.get(name)


first = get("/docs/")
assert (first[0], first[2]) == (200, b"the docs"), first
assert header(first, "x-made-by") == "a function", first
assert header(get("/docs/index.html"), "x-cache") == "Hit from cloudfront", "the rewritten path is the key"
old = get("/old")
assert (old[0], header(old, "location")) == (301, "/docs/"), old
assert header(old, "x-cache") == "FunctionGeneratedResponse from cloudfront", old
assert header(old, "x-made-by") is None, "no function sees what a function made"

found = logs.filter_log_events(logGroupName="/aws/cloudfront/function/index")["events"]
messages = [event["message"].split(" ", 1)[1] for event in found]
assert messages == [f"START DistributionID: {distribution['Id']}", "rewritten to /docs/index.html", "END"], messages

# A new version of it: only what is published runs.
broken = b"function handler(event) { for (const a of [1]) ; return event.request; }"
settings = {"Comment": "broken", "Runtime": "cloudfront-js-2.0"}
tag = cloudfront.update_function(Name="index", IfMatch=tag, FunctionConfig=settings, FunctionCode=broken)["ETag"]
assert get("/docs/")[0] == 200
cloudfront.publish_function(Name="index", IfMatch=tag)
control("clock", {"advance": 1800})
failed = get("/docs/")
assert (failed[0], header(failed, "x-cache")) == (503, "FunctionExecutionError from cloudfront"), failed
refused("FunctionInUse", cloudfront.delete_function, Name="index", IfMatch=tag)

# As the AWS CLI says all this.
aws = shutil.which("aws")
if aws:
    def cli(*words):
        told = subprocess.run([aws, "cloudfront", *words], check=True, capture_output=True, text=True).stdout
        return json.loads(told) if told.strip() else None

    with open("function.js", "w", encoding="utf-8") as file:
        file.write(INDEX.decode())
    made_by_cli = cli(
        "create-function", "--name", "by-cli", "--function-code", "fileb://function.js",
        "--function-config", "Comment=cli,Runtime=cloudfront-js-2.0",
    )
    with open("event.json", "w", encoding="utf-8") as file:
        json.dump(event, file)
    told = cli(
        "test-function", "--name", "by-cli", "--if-match", made_by_cli["ETag"], "--event-object", "fileb://event.json",
    )
    assert told["TestResult"]["FunctionErrorMessage"] == "", told
    cli("publish-function", "--name", "by-cli", "--if-match", made_by_cli["ETag"])
    assert cli("describe-function", "--name", "by-cli", "--stage", "LIVE")["FunctionSummary"]["Status"] == "UNASSOCIATED"
    cli("delete-function", "--name", "by-cli", "--if-match", made_by_cli["ETag"])
else:
    print("SKIPPED: the AWS CLI, which is not there")
print("CloudFront Functions: passed")
