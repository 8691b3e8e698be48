"""Clients that sign by code of their own: minio-py, OpenDAL, object_store (by obstore) and DuckDB's httpfs."""

import io
import os
import pathlib

import duckdb
import duckdb_extension_httpfs
import minio
import minio.commonconfig
import minio.deleteobjects
import minio.versioningconfig
import obstore
import obstore.store
import opendal

from support import endpoint, fetch, passed

ACCESS, SECRET = os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"]
REGION = os.environ["AWS_DEFAULT_REGION"]
HOST = endpoint.removeprefix("http://")
# What signers quarrel over: blanks, plus signs, percent signs, other scripts, slashes in a row, dots.
KEYS = ["plain", "a blank", "a+plus", "100%", "ä/ß/日本", "a//b", "quo'te\"s", "star*(1)!", "tilde~", "eq=a&b=c", ".hidden/..x"]


def minio_py():
    client = minio.Minio(HOST, ACCESS, SECRET, region=REGION, secure=False)
    client.make_bucket("minio")
    client.set_bucket_versioning("minio", minio.versioningconfig.VersioningConfig("Enabled"))
    for key in KEYS:
        client.put_object("minio", key, io.BytesIO(key.encode()), len(key.encode()), metadata={"x-amz-meta-of": "me"})
        assert client.get_object("minio", key).read() == key.encode(), key
        assert fetch(client.presigned_get_object("minio", key))[:2] == (200, key.encode()), key
        if "//" not in key and ".." not in key:
            source = minio.commonconfig.CopySource("minio", key)
            client.copy_object("minio", "copy/" + key, source)
    assert sorted(o.object_name for o in client.list_objects("minio", recursive=True) if not o.object_name.startswith("copy/")) == sorted(KEYS)
    # A length that is not known is uploaded in parts.
    big = os.urandom(11 << 20)
    client.put_object("minio", "parts", io.BytesIO(big), -1, part_size=5 << 20)
    assert client.get_object("minio", "parts", offset=5 << 20, length=100).read() == big[5 << 20 :][:100]
    parts = [minio.commonconfig.ComposeSource("minio", "parts"), minio.commonconfig.ComposeSource("minio", "parts")]
    client.compose_object("minio", "composed", parts)
    assert client.stat_object("minio", "composed").size == 22 << 20
    gone = [minio.deleteobjects.DeleteObject(o.object_name, o.version_id) for o in client.list_objects("minio", recursive=True, include_version=True)]
    assert list(client.remove_objects("minio", gone)) == []
    client.remove_bucket("minio")


def opendal_s3():
    boto = minio.Minio(HOST, ACCESS, SECRET, region=REGION, secure=False)
    boto.make_bucket("opendal")
    operator = opendal.Operator(
        "s3", bucket="opendal", endpoint=endpoint, region=REGION, access_key_id=ACCESS, secret_access_key=SECRET
    )
    for key in KEYS:
        if "//" in key:
            continue  # OpenDAL takes slashes in a row for one.
        operator.write(key, key.encode())
        assert operator.read(key) == key.encode(), key
        operator.copy(key, "copy-of-" + key)
        assert operator.stat("copy-of-" + key).content_length == len(key.encode()), key
    with operator.open("written in parts", "wb") as file:
        for _ in range(3):
            file.write(b"x" * (6 << 20))
    assert operator.stat("written in parts").content_length == 18 << 20
    operator.remove_all("/")
    assert list(operator.list("")) == []


def object_store():
    store = obstore.store.S3Store(
        "opendal", endpoint=endpoint, region=REGION, access_key_id=ACCESS, secret_access_key=SECRET,
        virtual_hosted_style_request=False, client_options={"allow_http": True},
    )
    for key in KEYS:
        if "//" in key:
            continue  # Refused by object_store itself.
        obstore.put(store, key, key.encode())
        assert obstore.get(store, key).bytes().to_bytes() == key.encode(), key
    try:
        obstore.put(store, "plain", b"again", mode="create")
        raise AssertionError("created twice")
    except obstore.exceptions.AlreadyExistsError:
        pass
    etag = obstore.head(store, "plain")["e_tag"]
    obstore.put(store, "plain", b"by its etag", mode={"e_tag": etag})
    try:
        obstore.put(store, "plain", b"by an old one", mode={"e_tag": etag})
        raise AssertionError("an old ETag")
    except obstore.exceptions.PreconditionError:
        pass
    obstore.put(store, "in parts", b"y" * (12 << 20), use_multipart=True, chunk_size=5 << 20)
    assert obstore.get_range(store, "in parts", start=1 << 20, end=(1 << 20) + 3).to_bytes() == b"yyy"
    listed = [entry["path"] for page in obstore.list(store) for entry in page]
    assert len(listed) == len(KEYS), listed
    obstore.delete(store, listed)


def duckdb_httpfs():
    db = duckdb.connect(config={"allow_unsigned_extensions": "true", "autoinstall_known_extensions": "false"})
    folder = pathlib.Path(duckdb_extension_httpfs.__file__).parent
    extension = next(folder.rglob("httpfs.duckdb_extension"))
    db.execute(f"LOAD '{extension}'")
    db.execute(
        f"CREATE SECRET (TYPE s3, KEY_ID '{ACCESS}', SECRET '{SECRET}', REGION '{REGION}', ENDPOINT '{HOST}', USE_SSL false, URL_STYLE 'path')"
    )
    db.execute("COPY (SELECT range AS n, range % 7 AS week FROM range(200000)) TO 's3://opendal/ducks/all of+them.parquet'")
    rows = db.execute("SELECT count(*), sum(n) FROM 's3://opendal/ducks/*.parquet' WHERE week = 3").fetchone()
    assert rows == (28571, sum(range(3, 200000, 7))), rows
    db.execute("COPY (SELECT range AS n, range % 7 AS week FROM range(70)) TO 's3://opendal/weeks' (FORMAT csv, PARTITION_BY week)")
    assert db.execute("SELECT count(*) FROM read_csv('s3://opendal/weeks/*/*.csv', hive_partitioning = true) WHERE week = 6").fetchone() == (10,)


minio_py()
opendal_s3()
object_store()
duckdb_httpfs()
passed("minio-py, OpenDAL, object_store, DuckDB")
