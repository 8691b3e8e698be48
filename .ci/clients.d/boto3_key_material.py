"""boto3 against KMS' material: wrapped as a real client wraps it, rotated, and replicated."""

import os

import boto3
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.keywrap import aes_key_wrap_with_padding
from support import control, refused

kms = boto3.client("kms", region_name="us-east-1")
away = boto3.client("kms", region_name="eu-west-1")
DAY = 86400


def wrapped(key, material, algorithm, spec="RSA_2048", client=kms):
    """The material as KMS wants it, with its token."""
    parameters = client.get_parameters_for_import(KeyId=key, WrappingAlgorithm=algorithm, WrappingKeySpec=spec)
    public = serialization.load_der_public_key(parameters["PublicKey"])
    assert public.key_size == int(spec.split("_")[1])
    by = hashes.SHA1() if algorithm.endswith("SHA_1") else hashes.SHA256()
    oaep = padding.OAEP(mgf=padding.MGF1(algorithm=by), algorithm=by, label=None)
    if algorithm.startswith("RSA_AES"):
        aes = os.urandom(32)
        sealed = public.encrypt(aes, oaep) + aes_key_wrap_with_padding(aes, material)
    else:
        sealed = public.encrypt(material, oaep)
    return {"KeyId": key, "ImportToken": parameters["ImportToken"], "EncryptedKeyMaterial": sealed}


def keep(arguments, client=kms, **more):
    return client.import_key_material(ExpirationModel="KEY_MATERIAL_DOES_NOT_EXPIRE", **arguments, **more)


def state(key, client=kms):
    return client.describe_key(KeyId=key)["KeyMetadata"]["KeyState"]


def external(**arguments):
    return kms.create_key(Origin="EXTERNAL", **arguments)["KeyMetadata"]["KeyId"]


control("clock", {"freeze": True})

# A symmetric key of one's own bytes, which expires, and comes back with the same bytes only.
key, material = external(), os.urandom(32)
refused("KMSInvalidStateException", kms.encrypt, KeyId=key, Plaintext=b"secret")
expiring = wrapped(key, material, "RSAES_OAEP_SHA_256", "RSA_4096")
refused("ValidationException", kms.import_key_material, **expiring)
now = kms.describe_key(KeyId=key)["KeyMetadata"]["CreationDate"].timestamp()
kms.import_key_material(ValidTo=now + DAY, ExpirationModel="KEY_MATERIAL_EXPIRES", **expiring)
assert state(key) == "Enabled"
blob = kms.encrypt(KeyId=key, Plaintext=b"secret")["CiphertextBlob"]
late = wrapped(key, material, "RSAES_OAEP_SHA_1")
control("clock", {"advance": DAY})
assert state(key) == "PendingImport"
refused("KMSInvalidStateException", kms.decrypt, CiphertextBlob=blob)
refused("KMSInvalidStateException", kms.enable_key, KeyId=key)
control("clock", {"advance": 1})
refused("ExpiredImportTokenException", keep, arguments=late)
refused("IncorrectKeyMaterialException", keep, arguments=wrapped(key, os.urandom(32), "RSAES_OAEP_SHA_256"))
keep(wrapped(key, material, "RSAES_OAEP_SHA_1", "RSA_3072"))
assert kms.decrypt(CiphertextBlob=blob)["Plaintext"] == b"secret"

# It is rotated to the next material; both decrypt.
keep(wrapped(key, os.urandom(32), "RSAES_OAEP_SHA_256"), ImportType="NEW_KEY_MATERIAL", KeyMaterialDescription="next")
kms.rotate_key_on_demand(KeyId=key)
control("clock", {"advance": 10})
rotations = kms.list_key_rotations(KeyId=key, IncludeKeyMaterial="ALL_KEY_MATERIAL")["Rotations"]
assert [it["KeyMaterialState"] for it in rotations] == ["NON_CURRENT", "CURRENT"], rotations
assert rotations[1]["KeyMaterialDescription"] == "next" and rotations[1]["RotationType"] == "ON_DEMAND"
assert kms.decrypt(CiphertextBlob=blob)["KeyMaterialId"] == rotations[0]["KeyMaterialId"]

# Private keys from elsewhere sign here and verify there.
message, sha = b"message", hashes.SHA256()
private = rsa.generate_private_key(public_exponent=65537, key_size=3072)
der = (serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
pair = external(KeySpec="RSA_3072", KeyUsage="SIGN_VERIFY")
refused("UnsupportedOperationException", wrapped, key=pair, material=b"", algorithm="RSAES_OAEP_SHA_256")
keep(wrapped(pair, private.private_bytes(*der), "RSA_AES_KEY_WRAP_SHA_256"))
signed = kms.sign(KeyId=pair, Message=message, SigningAlgorithm="RSASSA_PKCS1_V1_5_SHA_256")
private.public_key().verify(signed["Signature"], message, padding.PKCS1v15(), sha)
for curve, spec, algorithm in [
    (ec.SECP256R1(), "ECC_NIST_P256", "RSAES_OAEP_SHA_256"),
    (ec.SECP521R1(), "ECC_NIST_P521", "RSA_AES_KEY_WRAP_SHA_1"),
    (ec.SECP256K1(), "ECC_SECG_P256K1", "RSA_AES_KEY_WRAP_SHA_256"),
]:
    private = ec.generate_private_key(curve)
    pair = external(KeySpec=spec, KeyUsage="SIGN_VERIFY")
    keep(wrapped(pair, private.private_bytes(*der), algorithm))
    sha = hashes.SHA512() if "P521" in spec else hashes.SHA256()
    algorithm = f"ECDSA_SHA_{sha.digest_size * 8}"
    signed = kms.sign(KeyId=pair, Message=message, SigningAlgorithm=algorithm)
    private.public_key().verify(signed["Signature"], message, ec.ECDSA(sha))

# One key in two regions: its primary rotates, moves, and goes last.
one = kms.create_key(MultiRegion=True)["KeyMetadata"]["KeyId"]
assert one.startswith("mrk-")
replica = kms.replicate_key(KeyId=one, ReplicaRegion="eu-west-1")["ReplicaKeyMetadata"]
assert replica["KeyState"] == "Creating" and replica["KeyId"] == one
control("clock", {"advance": 10})
blob = kms.encrypt(KeyId=one, Plaintext=b"both")["CiphertextBlob"]
assert away.decrypt(CiphertextBlob=blob)["KeyId"] == replica["Arn"]
kms.enable_key_rotation(KeyId=one, RotationPeriodInDays=90)
control("clock", {"advance": 90 * DAY})
assert away.list_key_rotations(KeyId=one)["Rotations"][0]["RotationType"] == "AUTOMATIC"
kms.update_primary_region(KeyId=one, PrimaryRegion="eu-west-1")
assert state(one) == state(one, away) == "Updating"
control("clock", {"advance": 10})
described = kms.describe_key(KeyId=one)["KeyMetadata"]["MultiRegionConfiguration"]
assert described["MultiRegionKeyType"] == "REPLICA" and described["PrimaryKey"]["Region"] == "eu-west-1"
scheduled = away.schedule_key_deletion(KeyId=one, PendingWindowInDays=7)
assert scheduled["KeyState"] == "PendingReplicaDeletion" and "DeletionDate" not in scheduled
kms.schedule_key_deletion(KeyId=one, PendingWindowInDays=7)
control("clock", {"advance": 7 * DAY})
refused("NotFoundException", kms.describe_key, KeyId=one)
assert state(one, away) == "PendingDeletion"
control("clock", {"advance": 7 * DAY})
refused("NotFoundException", away.describe_key, KeyId=one)

# In an account without keys, too, a key that nobody made does not exist.
s3 = boto3.client("s3", region_name="us-east-1")
s3.create_bucket(Bucket="boto3-key-material")
absent = "1234abcd-12ab-34cd-56ef-1234567890ab"
refused("NotFoundException", away.describe_key, KeyId=absent)
put = {"Bucket": "boto3-key-material", "Key": "k", "Body": b"x", "ServerSideEncryption": "aws:kms"}
refused("KMS.NotFoundException", s3.put_object, SSEKMSKeyId=absent, **put)
own = s3.put_object(**put)["SSEKMSKeyId"]
aliases = {it["AliasName"]: it.get("TargetKeyId") for it in kms.list_aliases()["Aliases"]}
assert own.endswith(aliases["alias/aws/s3"]), aliases
print("boto3, key material: passed")
