"""aiobotocore and, on it, s3fs: many requests at once on one loop."""

import asyncio
import os

import s3fs
from aiobotocore.session import get_session
from botocore.exceptions import ClientError
from support import endpoint

BUCKET, COUNT = "aiobotocore", 100


async def main():
    async with get_session().create_client("s3", endpoint_url=endpoint) as s3:
        await s3.create_bucket(Bucket=BUCKET)
        contents = {f"many/{n:03}": os.urandom(n * 100) for n in range(COUNT)}
        await asyncio.gather(*(s3.put_object(Bucket=BUCKET, Key=k, Body=v) for k, v in contents.items()))

        async def read(key):
            answer = await s3.get_object(Bucket=BUCKET, Key=key)
            async with answer["Body"] as body:
                return key, await body.read()

        assert dict(await asyncio.gather(*map(read, contents))) == contents
        pages = s3.get_paginator("list_objects_v2").paginate(
            Bucket=BUCKET, Prefix="many/", PaginationConfig={"PageSize": 7})
        found = [(one["Key"], one["Size"]) async for page in pages for one in page["Contents"]]
        assert found == [(key, len(content)) for key, content in contents.items()], found

        # Of writers at once that all ask for a new key, one gets it.
        async def first(n):
            try:
                await s3.put_object(Bucket=BUCKET, Key="once", Body=b"%d" % n, IfNoneMatch="*")
                return n
            except ClientError as error:
                assert error.response["Error"]["Code"] in (
                    "PreconditionFailed", "ConditionalRequestConflict"), error

        winners = [n for n in await asyncio.gather(*map(first, range(20))) if n is not None]
        assert len(winners) == 1, winners
        assert (await read("once"))[1] == b"%d" % winners[0]


asyncio.run(main())

files = s3fs.S3FileSystem(endpoint_url=endpoint)
content = os.urandom(12 << 20)
with files.open(f"{BUCKET}/deep/er/file", "wb", block_size=5 << 20) as file:
    file.write(content)
with files.open(f"{BUCKET}/deep/er/file", "rb", block_size=1 << 20) as file:
    file.seek(-7, os.SEEK_END)
    assert file.read() == content[-7:]
assert files.cat(f"{BUCKET}/deep/er/file") == content
assert files.ls(f"{BUCKET}/deep") == [f"{BUCKET}/deep/er"] and files.isdir(f"{BUCKET}/deep")
assert len(files.glob(f"{BUCKET}/many/00*")) == 10
assert files.du(f"{BUCKET}/many") == sum(n * 100 for n in range(COUNT))
files.cp(f"{BUCKET}/deep", f"{BUCKET}/copied", recursive=True)
files.mv(f"{BUCKET}/copied/er/file", f"{BUCKET}/moved + ä")
assert files.info(f"{BUCKET}/moved + ä")["size"] == len(content) and not files.exists(f"{BUCKET}/copied/er/file")
files.rm(BUCKET, recursive=True)
assert not files.exists(BUCKET)
print("aiobotocore, s3fs: passed")
