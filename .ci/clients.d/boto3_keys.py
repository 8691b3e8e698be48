"""boto3 against KMS, and S3 with its keys."""

import json

import boto3
import rsa  # the AWS CLI brings it
from support import refused

kms, s3 = boto3.client("kms"), boto3.client("s3")


s3.create_bucket(Bucket="boto3-keys")
key = kms.create_key(Description="walk", Tags=[{"TagKey": "team", "TagValue": "walk"}])["KeyMetadata"]
assert key["KeyState"] == "Enabled" and key["KeyManager"] == "CUSTOMER", key
kms.create_alias(AliasName="alias/walk", TargetKeyId=key["KeyId"])
refused("AlreadyExistsException", kms.create_alias, AliasName="alias/walk", TargetKeyId=key["KeyId"])
assert kms.describe_key(KeyId="alias/walk")["KeyMetadata"]["Arn"] == key["Arn"]
assert [entry["KeyId"] for entry in kms.list_keys()["Keys"]] == [key["KeyId"]]
assert kms.list_aliases(KeyId=key["KeyId"])["Aliases"][0]["AliasName"] == "alias/walk"
assert kms.list_resource_tags(KeyId=key["KeyId"])["Tags"] == [{"TagKey": "team", "TagValue": "walk"}]
policy = json.loads(kms.get_key_policy(KeyId=key["KeyId"])["Policy"])
assert policy["Statement"][0]["Action"] == "kms:*"
kms.enable_key_rotation(KeyId=key["KeyId"])
assert kms.get_key_rotation_status(KeyId=key["KeyId"])["KeyRotationEnabled"]
refused("NotFoundException", kms.describe_key, KeyId="alias/absent")
assert len(kms.generate_random(NumberOfBytes=8)["Plaintext"]) == 8
refused("ValidationException", kms.create_custom_key_store, CustomKeyStoreName="hsm")

# What KMS signs, others verify by its public key.
signer = kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
signed = kms.sign(KeyId=signer, Message=b"message", SigningAlgorithm="RSASSA_PKCS1_V1_5_SHA_256")
public = rsa.PublicKey.load_pkcs1_openssl_der(kms.get_public_key(KeyId=signer)["PublicKey"])
assert rsa.verify(b"message", signed["Signature"], public) == "SHA-256"

put = s3.put_object(Bucket="boto3-keys", Key="k", Body=b"x", ServerSideEncryption="aws:kms",
                    SSEKMSKeyId="alias/walk")
assert put["SSEKMSKeyId"] == key["Arn"]
kms.disable_key(KeyId=key["KeyId"])
refused("KMS.DisabledException", s3.get_object, Bucket="boto3-keys", Key="k")
kms.enable_key(KeyId=key["KeyId"])
assert s3.get_object(Bucket="boto3-keys", Key="k")["Body"].read() == b"x"
deletion = kms.schedule_key_deletion(KeyId=key["KeyId"], PendingWindowInDays=7)
assert deletion["KeyState"] == "PendingDeletion"
refused("KMS.KMSInvalidStateException", s3.get_object, Bucket="boto3-keys", Key="k")
kms.cancel_key_deletion(KeyId=key["KeyId"])
kms.delete_alias(AliasName="alias/walk")
print("boto3, KMS: passed")
