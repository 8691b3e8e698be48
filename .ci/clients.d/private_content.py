"""Signed URLs and cookies of CloudFront, as botocore, the AWS CLI and the signer of the SDK for JavaScript make them."""

import http.client
import json
import shutil
import subprocess
import time
from datetime import datetime, timezone

import boto3
from botocore.signers import CloudFrontSigner
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from support import control, endpoint, refused

s3, cloudfront = boto3.client("s3"), boto3.client("cloudfront")
s3.create_bucket(Bucket="films")
s3.put_object(Bucket="films", Key="private/a.txt", Body=b"a film")

private = {"rsa": rsa.generate_private_key(65537, 2048), "ec": ec.generate_private_key(ec.SECP256R1())}
PEM = serialization.Encoding.PEM


def public(key):
    return key.public_key().public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


ids = {}
for name, key in private.items():
    config = {"CallerReference": name, "Name": name, "EncodedKey": public(key)}
    ids[name] = cloudfront.create_public_key(PublicKeyConfig=config)["PublicKey"]["Id"]
small = rsa.generate_private_key(65537, 1024)
refused(
    "InvalidArgument",
    cloudfront.create_public_key,
    PublicKeyConfig={"CallerReference": "s", "Name": "s", "EncodedKey": public(small)},
)
group = cloudfront.create_key_group(KeyGroupConfig={"Name": "viewers", "Items": list(ids.values())})["KeyGroup"]["Id"]

control_id = cloudfront.create_origin_access_control(
    OriginAccessControlConfig={
        "Name": "films", "SigningProtocol": "sigv4", "SigningBehavior": "always", "OriginAccessControlOriginType": "s3",
    }
)["OriginAccessControl"]["Id"]
made = cloudfront.create_distribution(
    DistributionConfig={
        "CallerReference": "films",
        "Comment": "",
        "Enabled": True,
        "Origins": {
            "Quantity": 1,
            "Items": [{
                "Id": "films",
                "DomainName": "films.s3.us-east-1.amazonaws.com",
                "OriginAccessControlId": control_id,
                "S3OriginConfig": {"OriginAccessIdentity": ""},
            }],
        },
        "DefaultCacheBehavior": {
            "TargetOriginId": "films",
            "ViewerProtocolPolicy": "allow-all",
            "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6",
            "TrustedKeyGroups": {"Enabled": True, "Quantity": 1, "Items": [group]},
        },
    }
)["Distribution"]
assert made["ActiveTrustedKeyGroups"]["Items"][0]["KeyPairIds"]["Quantity"] == 2, made
statement = {
    "Effect": "Allow",
    "Principal": {"Service": "cloudfront.amazonaws.com"},
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::films/*",
    "Condition": {"StringEquals": {"AWS:SourceArn": made["ARN"]}},
}
s3.put_bucket_policy(Bucket="films", Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
control("clock", {"advance": 1800})
now = time.time() + 1800

domain = made["DomainName"]
host, port = endpoint.removeprefix("http://").split(":")


def view(url, cookies=None):
    """What a viewer is answered who finds the distribution at the server's address."""
    connection = http.client.HTTPConnection(host, int(port))
    headers = {"Host": domain, **({"Cookie": cookies} if cookies else {})}
    connection.request("GET", url.removeprefix(f"http://{domain}"), headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read().decode(), dict(answer.getheaders())


def shows(url, cookies=None):
    status, body, headers = view(url, cookies)
    assert (status, body) == (200, "a film"), (status, body)
    return headers["X-Cache"]


def refuses(code, url, cookies=None):
    status, body, headers = view(url, cookies)
    assert status == 403 and f"<Code>{code}</Code>" in body, (status, body)
    assert headers["Content-Type"] == "text/xml" and headers["X-Cache"] == "Error from cloudfront", headers


film = f"http://{domain}/private/a.txt"
refuses("MissingKey", film)


def signer(name, hash_of=hashes.SHA1):
    def sign(message):
        if name == "rsa":
            return private[name].sign(message, padding.PKCS1v15(), hash_of())
        return private[name].sign(message, ec.ECDSA(hash_of()))

    return CloudFrontSigner(ids[name], sign)


def at(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc)


seen = [shows(signer(name).generate_presigned_url(film, date_less_than=at(now + 600))) for name in private]
# All who are invited share one object.
assert seen == ["Miss from cloudfront", "Hit from cloudfront"], seen
refuses("AccessDenied", signer("rsa").generate_presigned_url(film, date_less_than=at(now - 60)))
refuses("AccessDenied", signer("rsa").generate_presigned_url(film, date_less_than=at(now + 600)) + "&more=1")
refuses("InvalidKey", film + "?Expires=2000000000&Signature=x&Key-Pair-Id=KNOBODYS")
refuses("MalformedPolicy", film + f"?Expires=1700000000000&Signature=eA__&Key-Pair-Id={ids['rsa']}")
by_policy = signer("ec")
for resource, works in [(f"http://{domain}/private/*", True), ("http*://*/private/a.txt", True), (f"http://{domain}/b", False)]:
    policy = by_policy.build_policy(resource, at(now + 600), date_greater_than=at(now - 600))
    url = by_policy.generate_presigned_url(film, policy=policy)
    shows(url) if works else refuses("AccessDenied", url)
policy = by_policy.build_policy(film, at(now + 600), ip_address="198.51.100.0/24")
refuses("AccessDenied", by_policy.generate_presigned_url(film, policy=policy))

with open("key.pem", "wb") as file:
    file.write(private["rsa"].private_bytes(PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()))
day = at(now + 86400).strftime("%Y-%m-%d")
command = ["aws", "cloudfront", "sign", "--url", film, "--key-pair-id", ids["rsa"], "--private-key", "file://key.pem"]
url = subprocess.run([*command, "--date-less-than", day], check=True, capture_output=True, text=True).stdout.strip()
shows(url)

if shutil.which("node"):
    script = """
const { getSignedUrl, getSignedCookies } = require("@aws-sdk/cloudfront-signer");
const [url, keyPairId, end, all] = process.argv.slice(1);
const privateKey = require("node:fs").readFileSync("key.pem", "utf8");
const policy = JSON.stringify({ Statement: [{ Resource: all, Condition: { DateLessThan: { "AWS:EpochTime": Number(end) } } }] });
const given = { keyPairId, privateKey };
const dateLessThan = new Date(Number(end) * 1000).toISOString();
const urls = [getSignedUrl({ url, dateLessThan, ...given }), getSignedUrl({ url, policy, ...given })];
const cookies = [getSignedCookies({ url, dateLessThan, ...given }), getSignedCookies({ policy, ...given })];
console.log(JSON.stringify({ urls, cookies }));
"""
    arguments = [film, ids["rsa"], str(int(now + 600)), f"http://{domain}/*"]
    told = subprocess.run(["node", "-e", script, *arguments], check=True, capture_output=True, text=True).stdout
    signed = json.loads(told)
    for url in signed["urls"]:
        shows(url)
    for cookies in signed["cookies"]:
        shows(film, "; ".join(f"{name}={value}" for name, value in cookies.items()) + "; other=1")
    wrong = {**signed["cookies"][0], "CloudFront-Signature": "!"}
    refuses("MalformedSignature", film, "; ".join(f"{name}={value}" for name, value in wrong.items()))

refused("ResourceInUse", cloudfront.delete_key_group, Id=group, IfMatch=cloudfront.get_key_group(Id=group)["ETag"])
users = cloudfront.list_distributions_by_key_group(KeyGroupId=group)["DistributionIdList"]["Items"]
assert users == [made["Id"]], users
print("CloudFront's private content: passed")
