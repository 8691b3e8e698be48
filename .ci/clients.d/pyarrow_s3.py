"""pyarrow's S3FileSystem (the AWS SDK for C++): Parquet written and read, listings, appended streams."""

import os

import pyarrow as pa
import pyarrow.dataset as dataset
import pyarrow.fs as fs
import pyarrow.parquet as parquet
from support import endpoint, passed

s3 = fs.S3FileSystem(endpoint_override=endpoint.removeprefix("http://"), scheme="http",
                     region=os.environ["AWS_DEFAULT_REGION"], allow_bucket_creation=True,
                     allow_bucket_deletion=True)
s3.create_dir("pyarrow-s3")
assert s3.get_file_info("pyarrow-s3").type == fs.FileType.Directory
assert s3.get_file_info("pyarrow-s3/absent").type == fs.FileType.NotFound
assert s3.get_file_info("pyarrow-absent").type == fs.FileType.NotFound

table = pa.table({"n": range(10_000), "kind": [f"k{n % 3}" for n in range(10_000)]})
parquet.write_table(table, "pyarrow-s3/one.parquet", filesystem=s3)
assert parquet.read_table("pyarrow-s3/one.parquet", filesystem=s3) == table
# A column alone is read by ranges.
assert parquet.read_table("pyarrow-s3/one.parquet", filesystem=s3, columns=["n"])["n"] == table["n"]

dataset.write_dataset(table, "pyarrow-s3/parts", format="parquet", filesystem=s3,
                      partitioning=dataset.partitioning(pa.schema([("kind", pa.string())]), flavor="hive"))
parts = dataset.dataset("pyarrow-s3/parts", filesystem=s3, partitioning="hive")
assert parts.count_rows() == 10_000
assert parts.to_table(filter=dataset.field("kind") == "k1")["n"].to_pylist() == list(range(1, 10_000, 3))
folders = s3.get_file_info(fs.FileSelector("pyarrow-s3/parts"))
assert [entry.base_name for entry in folders] == ["kind=k0", "kind=k1", "kind=k2"], folders
files = [entry for entry in s3.get_file_info(fs.FileSelector("pyarrow-s3", recursive=True)) if entry.is_file]
assert len(files) == 4 and all(entry.size for entry in files), files

# A stream of unknown length goes up in parts.
content = os.urandom(12 << 20)
with s3.open_output_stream("pyarrow-s3/stream", metadata={"Content-Type": "application/x-stream"}) as out:
    for start in range(0, len(content), 1 << 20):
        out.write(content[start:start + (1 << 20)])
with s3.open_input_file("pyarrow-s3/stream") as file:
    assert file.size() == len(content)
    assert file.read_at(100, 11 << 20) == content[11 << 20:][:100]
    assert file.read() == content
with s3.open_input_stream("pyarrow-s3/stream") as stream:
    assert stream.metadata()["Content-Type"] == b"application/x-stream", stream.metadata()

s3.copy_file("pyarrow-s3/stream", "pyarrow-s3/copy of ä+1")
s3.move("pyarrow-s3/copy of ä+1", "pyarrow-s3/moved")
assert s3.get_file_info("pyarrow-s3/moved").size == len(content)
assert s3.get_file_info("pyarrow-s3/copy of ä+1").type == fs.FileType.NotFound
try:
    s3.open_input_file("pyarrow-s3/absent")
except FileNotFoundError:
    pass
else:
    raise AssertionError("an absent key was opened")
s3.delete_dir("pyarrow-s3")
assert s3.get_file_info("pyarrow-s3").type == fs.FileType.NotFound
passed("pyarrow")
