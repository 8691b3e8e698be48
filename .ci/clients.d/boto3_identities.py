"""boto3 against IAM and STS: a job's web identity, chains of roles, tokens for others."""

import base64
import json
import time

import boto3
import rsa  # the AWS CLI brings it
from botocore.exceptions import ClientError
from support import control, fetch, refused

iam, sts = boto3.client("iam"), boto3.client("sts")
account = sts.get_caller_identity()["Account"]
now = int(time.time())


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def number(value):
    return encoded(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def trust(principal, action, condition=None):
    statement = {"Effect": "Allow", "Principal": principal, "Action": action}
    if condition:
        statement["Condition"] = condition
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


# GitHub's job: RS256 by a key that the server is told.
issuer = "https://token.actions.githubusercontent.com"
public, private = rsa.newkeys(2048)
key = {"kty": "RSA", "kid": "k", "alg": "RS256", "use": "sig", "n": number(public.n), "e": number(public.e)}
control("issuers", {"issuer": issuer, "jwks": {"keys": [key]}})
provider = iam.create_open_id_connect_provider(Url=issuer, ClientIDList=["sts.amazonaws.com"])
arn = provider["OpenIDConnectProviderArn"]
assert arn == f"arn:aws:iam::{account}:oidc-provider/token.actions.githubusercontent.com", arn
condition = {
    "StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"},
    "StringLike": {"token.actions.githubusercontent.com:sub": "repo:octo/app:*"},
}
role = iam.create_role(
    RoleName="deploy",
    AssumeRolePolicyDocument=trust({"Federated": arn}, "sts:AssumeRoleWithWebIdentity", condition),
)["Role"]
iam.put_role_policy(
    RoleName="deploy",
    PolicyName="next",
    PolicyDocument=json.dumps({
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "sts:*", "Resource": "*"}],
    }),
)


def token(**claims):
    head = {"alg": "RS256", "typ": "JWT", "kid": "k"}
    body = {"iss": issuer, "aud": "sts.amazonaws.com", "iat": now, "exp": now + 300, **claims}
    signed = ".".join(encoded(json.dumps(part).encode()) for part in (head, body))
    return signed + "." + encoded(rsa.sign(signed.encode(), private, "SHA-256"))


def assume(**claims):
    return sts.assume_role_with_web_identity(
        RoleArn=role["Arn"], RoleSessionName="job", WebIdentityToken=token(**claims)
    )


job = assume(sub="repo:octo/app:ref:refs/heads/main")
assert job["Provider"] == arn and job["Audience"] == "sts.amazonaws.com", job
assert job["SubjectFromWebIdentityToken"] == "repo:octo/app:ref:refs/heads/main", job
assert job["AssumedRoleUser"]["AssumedRoleId"] == role["RoleId"] + ":job", job
refused("AccessDenied", assume, sub="repo:octo/other:pull_request")
refused("InvalidIdentityToken", assume, sub="repo:octo/app:pull_request", aud="else")
expired = refused("ExpiredTokenException", assume, sub="repo:octo/app:pull_request", exp=now - 1)
assert expired.response["Error"]["Message"].startswith("Token expired: current date/time "), expired


def client(service, answer):
    made = answer["Credentials"]
    return boto3.client(
        service,
        aws_access_key_id=made["AccessKeyId"],
        aws_secret_access_key=made["SecretAccessKey"],
        aws_session_token=made["SessionToken"],
    )


# A chain: a transitive tag and a source identity go on; an hour is the most.
iam.create_role(
    RoleName="next",
    MaxSessionDuration=7200,
    AssumeRolePolicyDocument=trust(
        {"AWS": role["Arn"]}, ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
    ),
)
chain = {"RoleArn": f"arn:aws:iam::{account}:role/next", "RoleSessionName": "chain"}
by_job = client("sts", job)
tags = {"Tags": [{"Key": "team", "Value": "blue"}], "TransitiveTagKeys": ["team"]}
one = by_job.assume_role(**chain, **tags, SourceIdentity="ann")
assert one["SourceIdentity"] == "ann" and one["PackedPolicySize"] > 0, one
refused("ValidationError", by_job.assume_role, **chain, DurationSeconds=7200)
refused("InvalidParameterValue", by_job.assume_role, **chain, TransitiveTagKeys=["team"])
assert client("sts", one).get_caller_identity()["Arn"].endswith("assumed-role/next/chain")

# Who is named must be there; who is gone is an id.
nobody = f"arn:aws:iam::{account}:user/nobody"
error = refused(
    "MalformedPolicyDocument",
    iam.create_role,
    RoleName="other",
    AssumeRolePolicyDocument=trust({"AWS": nobody}, "sts:AssumeRole"),
)
assert error.response["Error"]["Message"] == f'Invalid principal in policy: "AWS":"{nobody}"', error
iam.delete_role_policy(RoleName="deploy", PolicyName="next")
iam.delete_role(RoleName="deploy")
shown = iam.get_role(RoleName="next")["Role"]["AssumeRolePolicyDocument"]
assert shown["Statement"][0]["Principal"]["AWS"] == role["RoleId"], shown

# Tokens for others, and the keys by which those check them.
iam.create_user(UserName="ann")
iam.put_user_policy(
    UserName="ann",
    PolicyName="tokens",
    PolicyDocument=json.dumps({
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "sts:GetWebIdentityToken", "Resource": "*"}],
    }),
)
key = iam.create_access_key(UserName="ann")["AccessKey"]
ann = boto3.client(
    "sts", aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"]
)
asked = {"Audience": ["https://api.example"], "SigningAlgorithm": "ES384"}
refused("OutboundWebIdentityFederationDisabledException", ann.get_web_identity_token, **asked)
own = iam.enable_outbound_web_identity_federation()["IssuerIdentifier"]
head, claims, _ = ann.get_web_identity_token(**asked)["WebIdentityToken"].split(".")
claims = json.loads(decoded(claims))
assert claims["iss"] == own and claims["sub"] == f"arn:aws:iam::{account}:user/ann", claims
by_rsa = ann.get_web_identity_token(**{**asked, "SigningAlgorithm": "RS256"})["WebIdentityToken"]
status, keys, _ = fetch(
    control.__globals__["endpoint"] + "/.well-known/jwks.json",
    headers={"Host": own.removeprefix("https://")},
)
assert status == 200, (status, keys)
keys = {key["kid"]: key for key in json.loads(keys)["keys"]}
assert keys[json.loads(decoded(head))["kid"]]["crv"] == "P-384", keys
signed, _, signature = by_rsa.rpartition(".")
key = keys[json.loads(decoded(signed.split(".")[0]))["kid"]]
n, e = (int.from_bytes(decoded(key[name]), "big") for name in ("n", "e"))
assert rsa.verify(signed.encode(), decoded(signature), rsa.PublicKey(n, e)) == "SHA-256"
refused("InvalidAuthorizationMessageException", sts.decode_authorization_message, EncodedMessage="x")
granting = iam.list_policies_granting_service_access(
    Arn=f"arn:aws:iam::{account}:user/ann", ServiceNamespaces=["sts", "s3"]
)["PoliciesGrantingServiceAccess"]
assert [len(entry["Policies"]) for entry in granting] == [1, 0], granting
assert isinstance(error, ClientError)
print("boto3, IAM and STS: passed")
