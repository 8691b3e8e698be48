"""pyiceberg with a catalogue in SQLite and its tables in S3, by pyarrow's and by fsspec's file system."""

import boto3
import pyarrow as pa
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.expressions import GreaterThanOrEqual
from support import endpoint, passed

boto3.client("s3").create_bucket(Bucket="iceberg")
for name, io in ("arrow", "pyiceberg.io.pyarrow.PyArrowFileIO"), ("fsspec", "pyiceberg.io.fsspec.FsspecFileIO"):
    catalogue = SqlCatalog(name, **{"uri": f"sqlite:///{name}.db", "warehouse": f"s3://iceberg/{name}",
                                    "py-io-impl": io, "s3.endpoint": endpoint})
    catalogue.create_namespace("walk")
    first = pa.table({"n": list(range(1000)), "text": [f"row {n}" for n in range(1000)]})
    table = catalogue.create_table("walk.rows", schema=first.schema)
    table.append(first)
    one = table.current_snapshot().snapshot_id
    table.append(pa.table({"n": list(range(1000, 1500)), "text": ["more"] * 500}))
    assert table.scan().to_arrow().num_rows == 1500
    assert table.scan(snapshot_id=one).to_arrow().sort_by("n") == first
    assert sorted(table.scan(row_filter=GreaterThanOrEqual("n", 1400)).to_arrow()["n"].to_pylist()) == list(
        range(1400, 1500))
    table.delete("n < 500")
    again = SqlCatalog(name, **catalogue.properties).load_table("walk.rows")
    assert sorted(again.scan(selected_fields=["n"]).to_arrow()["n"].to_pylist()) == list(range(500, 1500))
    assert len(again.history()) >= 3, again.history()
passed("pyiceberg")
