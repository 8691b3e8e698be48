"""SelectObjectContent over a socket, by boto3 and by the AWS CLI."""
import bz2
import gzip
import subprocess

import boto3
from botocore.exceptions import ClientError, EventStreamError

s3 = boto3.client("s3")
s3.create_bucket(Bucket="selected")
people = "name,age\nann,30\nbob,4\n"
s3.put_object(Bucket="selected", Key="people.csv", Body=people)
s3.put_object(Bucket="selected", Key="people.gz", Body=gzip.compress(people.encode()))
s3.put_object(Bucket="selected", Key="people.bz2", Body=bz2.compress(people.encode()))


def select(key, sql, source, target={"CSV": {}}):
    answer = s3.select_object_content(
        Bucket="selected", Key=key, Expression=sql, ExpressionType="SQL",
        InputSerialization=source, OutputSerialization=target)
    events = list(answer["Payload"])
    assert "End" in events[-1] and "Stats" in events[-2], events
    return b"".join(one["Records"]["Payload"] for one in events if "Records" in one).decode()


named = {"CSV": {"FileHeaderInfo": "USE", "RecordDelimiter": "\n", "FieldDelimiter": ","}}
adults = "SELECT s.name FROM S3Object s WHERE CAST(s.age AS INT) > 18"
assert select("people.csv", adults, named) == "ann\n"
assert select("people.gz", adults, named | {"CompressionType": "GZIP"}) == "ann\n"
assert select("people.bz2", adults, named | {"CompressionType": "BZIP2"}) == "ann\n"
json = {"JSON": {"RecordDelimiter": "\n"}}
assert select("people.csv", "SELECT COUNT(*) FROM S3Object", named, json) == '{"_1":2}\n'

s3.put_object(Bucket="selected", Key="a.json", Body='{"a": [{"b": 1}, {"b": 2.50}]}')
document = {"JSON": {"Type": "DOCUMENT"}}
assert select("a.json", "SELECT b FROM S3Object[*].a[*].b", document, json) == '{"b":1}\n{"b":2.50}\n'

try:
    select("people.csv", "SELECT * FROM S3Object ORDER BY 1", named)
    raise SystemExit("ORDER BY was not refused")
except ClientError as error:
    assert error.response["Error"]["Code"] == "ParseUnexpectedToken", error

s3.put_object(Bucket="selected", Key="late", Body="1\n" * 200_000 + "x\n")
try:
    select("late", "SELECT CAST(_1 AS INT) FROM S3Object", {"CSV": {}})
    raise SystemExit("x was taken for a number")
except EventStreamError as error:
    assert "CastFailed" in str(error), error

subprocess.run(
    ["aws", "s3api", "select-object-content", "--bucket", "selected", "--key", "people.csv",
     "--expression", adults, "--expression-type", "SQL",
     "--input-serialization", '{"CSV": {"FileHeaderInfo": "USE"}}',
     "--output-serialization", '{"CSV": {}}', "out.csv"], check=True)
assert open("out.csv").read() == "ann\n"
print("boto3: select passed")
