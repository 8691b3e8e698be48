"""boto3 against KMS' grants and key policies, as users and roles of IAM."""

import json

import boto3
from support import refused

kms, iam, sts = boto3.client("kms"), boto3.client("iam"), boto3.client("sts")
account = sts.get_caller_identity()["Account"]
root = f"arn:aws:iam::{account}:root"
ann = iam.create_user(UserName="grants-ann")["User"]["Arn"]
access = iam.create_access_key(UserName="grants-ann")["AccessKey"]
hers = boto3.client("kms", aws_access_key_id=access["AccessKeyId"],
                    aws_secret_access_key=access["SecretAccessKey"])
key = kms.create_key()["KeyMetadata"]["Arn"]
context = {"tenant": "blue"}

refused("AccessDeniedException", hers.encrypt, KeyId=key, Plaintext=b"x")
wanted = {"KeyId": key, "GranteePrincipal": ann, "RetiringPrincipal": root, "Name": "walk",
          "Operations": ["Encrypt", "Decrypt"],
          "Constraints": {"EncryptionContextSubset": context}}
refused("DryRunOperationException", kms.create_grant, DryRun=True, **wanted)
grant = kms.create_grant(**wanted)
assert kms.create_grant(**wanted)["GrantId"] == grant["GrantId"], "a repetition"
blob = hers.encrypt(KeyId=key, Plaintext=b"x", EncryptionContext=context,
                    GrantTokens=[grant["GrantToken"]])["CiphertextBlob"]
assert hers.decrypt(CiphertextBlob=blob, EncryptionContext=context)["Plaintext"] == b"x"
refused("AccessDeniedException", hers.encrypt, KeyId=key, Plaintext=b"x")
refused("AccessDeniedException", hers.generate_data_key, KeyId=key, KeySpec="AES_256",
        EncryptionContext=context)
refused("InvalidGrantTokenException", hers.encrypt, KeyId=key, Plaintext=b"x",
        EncryptionContext=context, GrantTokens=["x"])
listed = kms.list_grants(KeyId=key)
assert listed["Grants"][0]["GranteePrincipal"] == ann and listed["Truncated"] is False, listed
for _ in range(3):
    kms.create_grant(KeyId=key, GranteePrincipal=ann, Operations=["DescribeKey"])
pages = kms.get_paginator("list_grants").paginate(KeyId=key, PaginationConfig={"PageSize": 3})
assert [len(page["Grants"]) for page in pages] == [3, 1]
retirable = kms.list_retirable_grants(RetiringPrincipal=root)["Grants"]
assert [entry["GrantId"] for entry in retirable] == [grant["GrantId"]]
refused("AccessDeniedException", hers.retire_grant, GrantToken=grant["GrantToken"])
kms.retire_grant(GrantToken=grant["GrantToken"])
refused("AccessDeniedException", hers.decrypt, CiphertextBlob=blob, EncryptionContext=context)
for entry in kms.list_grants(KeyId=key)["Grants"]:
    kms.revoke_grant(KeyId=key, GrantId=entry["GrantId"])
assert kms.list_grants(KeyId=key)["Grants"] == []
refused("InvalidArnException", kms.create_grant, KeyId=key, Operations=["Encrypt"],
        GranteePrincipal=ann.replace("ann", "eve"))

# The key's policy decides first, and its last word cannot be given away by mistake.
def policy(principal, action):
    statement = {"Effect": "Allow", "Principal": {"AWS": principal}, "Action": action,
                 "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})

refused("MalformedPolicyDocumentException", kms.put_key_policy, KeyId=key,
        Policy=policy(ann, "kms:*"))
refused("MalformedPolicyDocumentException", kms.create_key, Policy=policy(ann, "kms:Encrypt"))
refused("MalformedPolicyDocumentException", kms.put_key_policy, KeyId=key,
        Policy=policy(ann.replace("ann", "eve"), "kms:*"))
kms.put_key_policy(KeyId=key, Policy=policy(ann, "kms:*"), BypassPolicyLockoutSafetyCheck=True)
refused("AccessDeniedException", kms.describe_key, KeyId=key)
hers.put_key_policy(KeyId=key, Policy=policy([root, ann], "kms:*"))
assert kms.describe_key(KeyId=key)["KeyMetadata"]["Arn"] == key
print("boto3, KMS' grants: passed")
