"""delta-rs (object_store in Rust): tables written, appended, read at every version; of writers at once
one wins each version, by a conditional put."""

import threading

import boto3
import pyarrow as pa
from deltalake import DeltaTable, QueryBuilder, write_deltalake
from support import endpoint, passed

boto3.client("s3").create_bucket(Bucket="delta")
URI = "s3://delta/a table"
options = {"AWS_ENDPOINT_URL": endpoint, "AWS_ALLOW_HTTP": "true"}


def rows(start, count):
    return pa.table({"n": range(start, start + count), "part": [n % 2 for n in range(start, start + count)]})


def numbers(version=None):
    table = DeltaTable(URI, version=version, storage_options=options)
    return sorted(table.to_pyarrow_table()["n"].to_pylist())


write_deltalake(URI, rows(0, 100), partition_by=["part"], storage_options=options)
write_deltalake(URI, rows(100, 50), mode="append", storage_options=options)
assert numbers() == list(range(150))
assert numbers(version=0) == list(range(100))
table = DeltaTable(URI, storage_options=options)
assert table.delete("n < 10")["num_deleted_rows"] == 10
assert numbers() == list(range(10, 150)) and numbers(version=1) == list(range(150))

# A commit is a file that must not exist yet: writers that lose try again, and no rows are lost.
failures = []


def append(start):
    try:
        write_deltalake(URI, rows(start, 10), mode="append", storage_options=options)
    except Exception as error:
        failures.append(error)


writers = [threading.Thread(target=append, args=[1000 + 10 * n]) for n in range(8)]
for writer in writers:
    writer.start()
for writer in writers:
    writer.join()
assert not failures, failures
assert numbers() == list(range(10, 150)) + list(range(1000, 1080))
table = DeltaTable(URI, storage_options=options)
assert table.version() == 10, table.version()
found = QueryBuilder().register("t", table).execute("select count(*) as c from t where part = 1").read_all()
assert pa.table(found)["c"].to_pylist() == [110], found

assert table.optimize.compact()["numFilesAdded"] == 2
table.create_checkpoint()
assert table.vacuum(retention_hours=0, enforce_retention_duration=False, dry_run=False)
assert numbers() == list(range(10, 150)) + list(range(1000, 1080))
passed("deltalake")
