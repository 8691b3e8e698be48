"""HTTPS as clients see it: curl over HTTP/1.1 and HTTP/2, boto3, Node's fetch; aliases with certificates of ACM's, requested and
imported; what the minimum version of TLS and the host decide (CF-1.3, CF-1.4, CF-13); garbage."""

import datetime
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys

import boto3
from botocore.config import Config
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

# A server of its own, whose authority and HTTPS port are known here.
server = subprocess.Popen(
    [os.environ["PARHELION_BINARY"], "serve", "--port", "0", "--ca", "authority", "--until-stdin-ends"],
    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
)
greeting = []
while not greeting or greeting[-1] != "Ready.\n":
    greeting.append(server.stdout.readline())
text = "".join(greeting)
plain = re.search(r"listens on (http://\S+)", text)[1]
https, ca = re.search(r"Over HTTPS: (https://\S+), for clients that trust (\S+)", text).groups()
port = https.rsplit(":", 1)[1]
os.environ["AWS_ENDPOINT_URL"] = plain
from support import control, fetch, refused  # noqa: E402  It reads the endpoint.

assert oct(os.stat("authority/ca-key.pem").st_mode & 0o777) == "0o600"
assert fetch(f"{plain}/_parhelion/ca.pem")[1] == open(ca, "rb").read()


def curl(url, *options, fails=False):
    """What curl answers, all names leading to the HTTPS port: status, version of HTTP, head and body."""
    write = "\n%{http_code} %{http_version}"
    command = ["curl", "-sS", "--max-time", "20", "--cacert", ca, "--connect-to", f"::127.0.0.1:{port}", "-w", write, "-i"]
    done = subprocess.run([*command, *options, url], capture_output=True, text=True)
    if fails:
        assert done.returncode != 0, (url, options, done.stdout)
        return done.stderr
    assert done.returncode == 0, (url, options, done.stderr)
    answer, last = done.stdout.rsplit("\n", 1)
    status, version = last.split()
    return int(status), version, answer


# The server under its own names; nobody trusts it who does not know its authority.
for options, version in [(["--http2"], "2"), (["--http1.1"], "1.1"), (["--tls-max", "1.2"], "2"), (["--tlsv1.3"], "2")]:
    assert curl("https://localhost/_parhelion/health", *options)[:2] == (200, version), options
assert curl("https://127.0.0.1/_parhelion/health")[0] == 200
curl("https://localhost/_parhelion/health", "--tls-max", "1.1", fails=True)
curl("https://localhost/_parhelion/health", "--capath", "/nowhere", "--cacert", "/etc/hostname", fails=True)

# boto3 by an endpoint over HTTPS; a bucket under its own name.
options = {"endpoint_url": https, "verify": ca, "config": Config(s3={"addressing_style": "path"})}
s3, acm, cloudfront = (boto3.client(name, **options) for name in ("s3", "acm", "cloudfront"))
s3.create_bucket(Bucket="site")
s3.put_object(Bucket="site", Key="a.txt", Body=b"hello")
assert s3.get_object(Bucket="site", Key="a.txt")["Body"].read() == b"hello"
signed = s3.generate_presigned_url("get_object", Params={"Bucket": "site", "Key": "a.txt"})
assert curl(signed)[0] == 200
assert "hello" in curl(boto3.client("s3", endpoint_url="https://s3.us-east-1.amazonaws.com").generate_presigned_url("get_object", Params={"Bucket": "site", "Key": "a.txt"}))[2]

# Node's own fetch.
if shutil.which("node"):
    script = f"fetch('{https}/_parhelion/health').then(answer => answer.json()).then(it => console.log(it.status))"
    node = {**os.environ, "NODE_EXTRA_CA_CERTS": ca}
    assert subprocess.run(["node", "-e", script], env=node, capture_output=True, text=True, timeout=60).stdout == "ok\n"
    assert subprocess.run(["node", "-e", script], capture_output=True, timeout=60).returncode != 0

# A certificate is requested, validated as time goes by, and attached with its alias.
arn = acm.request_certificate(
    DomainName="www.example.com", SubjectAlternativeNames=["*.example.com"], ValidationMethod="DNS",
    Options={"Export": "ENABLED"},
)["CertificateArn"]
access = cloudfront.create_origin_access_control(
    OriginAccessControlConfig={
        "Name": "site", "SigningProtocol": "sigv4", "SigningBehavior": "always", "OriginAccessControlOriginType": "s3",
    }
)["OriginAccessControl"]["Id"]


def config(reference, aliases, certificate, version="TLSv1.2_2021", http="http2"):
    viewer = {"ACMCertificateArn": certificate, "SSLSupportMethod": "sni-only", "MinimumProtocolVersion": version}
    return {
        "CallerReference": reference, "Comment": "", "Enabled": True, "HttpVersion": http,
        "Aliases": {"Quantity": len(aliases), "Items": aliases},
        "Origins": {"Quantity": 1, "Items": [{
            "Id": "site", "DomainName": "site.s3.us-east-1.amazonaws.com", "OriginAccessControlId": access,
            "S3OriginConfig": {"OriginAccessIdentity": ""},
        }]},
        "DefaultCacheBehavior": {
            "TargetOriginId": "site", "ViewerProtocolPolicy": "redirect-to-https",
            "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6",
        },
        "ViewerCertificate": viewer if certificate else {"CloudFrontDefaultCertificate": True},
    }


def create(*arguments):
    return cloudfront.create_distribution(DistributionConfig=config(*arguments))["Distribution"]


refused("InvalidViewerCertificate", cloudfront.create_distribution, DistributionConfig=config("early", ["www.example.com"], arn))
control("clock", {"advance": 60})
acm.get_waiter("certificate_validated").wait(CertificateArn=arn)
one = create("one", ["www.example.com"], arn)
create("older", ["old.example.com"], arn, "TLSv1.2_2021", "http1.1")
newer = create("newer", ["new.example.com"], arn, "TLSv1.3_2025")
detail = acm.describe_certificate(CertificateArn=arn)["Certificate"]
assert len(detail["InUseBy"]) == 3 and {one["ARN"], newer["ARN"]} < set(detail["InUseBy"])
refused("ResourceInUseException", acm.delete_certificate, CertificateArn=arn)
s3.put_bucket_policy(Bucket="site", Policy="""{"Version": "2012-10-17", "Statement": {"Effect": "Allow",
    "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*"}}""")

control("clock", {"advance": 60})

# Viewers: by the alias and by the distribution's own name, which has CloudFront's certificate.
for host in ("www.example.com", one["DomainName"], one["DomainName"].replace(".net", ".localhost")):
    status, version, answer = curl(f"https://{host}/a.txt", "--http2")
    assert (status, version) == (200, "2") and answer.endswith("hello"), answer
# What a distribution's minimum says, its alias' clients must speak.
assert curl("https://new.example.com/a.txt")[0] == 200
curl("https://new.example.com/a.txt", "--tls-max", "1.2", fails=True)
assert curl(f"https://{newer['DomainName']}/a.txt", "--tls-max", "1.2")[0] == 200
assert curl("https://old.example.com/a.txt", "--http2")[:2] == (200, "1.1")
# A name that nobody has gets no certificate of its own.
assert "certificate" in curl("https://nobody.example.org/", fails=True)

# HTTP leads to HTTPS, by the port that this server has for it.
name = one["DomainName"].replace(".net", ".localhost")
local = f"{name}:{plain.rsplit(':', 1)[1]}"
asked = subprocess.run(["curl", "-sSi", "--connect-to", f"::{plain[7:]}", f"http://{local}/a.txt?b"], capture_output=True, text=True).stdout
assert "301 Moved Permanently" in asked and f"https://{name}:{port}/a.txt?b" in asked, asked
# curl knows by itself where names below localhost lead.
followed = subprocess.run(["curl", "-sSL", "--cacert", ca, f"http://{local}/a.txt"], capture_output=True, text=True)
assert followed.stdout == "hello", followed

# One name for TLS, another for the request: what the certificate covers, or the same account's.
assert curl("https://www.example.com/a.txt", "-H", "Host: new.example.com")[0] == 200
status, _, answer = curl(f"https://{one['DomainName']}/a.txt", "-H", "Host: www.example.com")
assert status == 421 and "does not match the certificate" in answer, answer
assert curl("https://www.example.com/", "-H", "Host: s3.us-east-1.amazonaws.com")[0] == 421
assert curl("https://localhost/a.txt", "-H", "Host: www.example.com")[0] == 200, "the server's own name is no distribution's"

# An imported certificate is shown as it is, with its chain.
now = datetime.datetime.now(datetime.timezone.utc)


def sign(name, public, issuer, key, authority):
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder(subject_name=subject, issuer_name=issuer or subject, public_key=public)
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=400))
    builder = builder.not_valid_after(now + datetime.timedelta(days=4_000))
    builder = builder.add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    return builder.sign(key, hashes.SHA256())


PEM = serialization.Encoding.PEM
root_key, key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
root = sign("own.authority", root_key.public_key(), None, root_key, True)
leaf = sign("shop.example.org", key.public_key(), root.subject, root_key, False)
secret = key.private_bytes(PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption())
imported = acm.import_certificate(
    Certificate=leaf.public_bytes(PEM), PrivateKey=secret, CertificateChain=root.public_bytes(PEM)
)["CertificateArn"]
create("shop", ["shop.example.org"], imported)
control("clock", {"advance": 60})
with open("own.pem", "wb") as file:
    file.write(root.public_bytes(PEM))
for version in ("1.2", "1.3"):
    assert curl("https://shop.example.org/a.txt", "--cacert", "own.pem", "--tls-max", version)[0] == 200
curl("https://shop.example.org/a.txt", fails=True)
context = ssl.create_default_context(cafile="own.pem")
with context.wrap_socket(socket.create_connection(("127.0.0.1", int(port))), server_hostname="shop.example.org") as shown:
    assert shown.getpeercert(binary_form=True) == leaf.public_bytes(serialization.Encoding.DER)
refused("ValidationException", acm.import_certificate, Certificate=leaf.public_bytes(PEM), PrivateKey=root_key.private_bytes(
    PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))

# What is exported opens with its passphrase, and is the certificate's own key.
exported = acm.export_certificate(CertificateArn=arn, Passphrase=b"open it")
opened = serialization.load_pem_private_key(exported["PrivateKey"].encode(), b"open it")
certificate = x509.load_pem_x509_certificate(exported["Certificate"].encode())
assert opened.public_key() == certificate.public_key()
assert format(certificate.serial_number, "032x") == detail["Serial"].replace(":", "")
chain = x509.load_pem_x509_certificates(exported["CertificateChain"].encode())
certificate.verify_directly_issued_by(chain[0])
chain[0].verify_directly_issued_by(chain[1])

# Garbage, half a hello and silence cost nobody anything.
silent = [socket.create_connection(("127.0.0.1", int(port))) for _ in range(200)]
for number, half in enumerate(silent):
    half.sendall([b"", b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", os.urandom(300)][number % 4])
assert curl("https://localhost/_parhelion/health")[0] == 200
for half in silent:
    half.close()
server.stdin.close()
assert server.wait(20) == 0
print("https: passed")
sys.exit()
