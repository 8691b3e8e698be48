// The JavaScript SDK v3: presigned URLs by fetch, streams in parts (lib-storage), pages, Live Tail; and
// multer-s3, which puts uploads of forms into S3, at its defaults.
"use strict";
const { randomBytes } = require("node:crypto");
const { Agent } = require("node:http");
const { Readable } = require("node:stream");
const {
  CreateBucketCommand, DeleteObjectsCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client,
  paginateListObjectsV2, waitUntilObjectExists,
} = require("@aws-sdk/client-s3");
const {
  CloudWatchLogsClient, CreateLogGroupCommand, CreateLogStreamCommand, PutLogEventsCommand, StartLiveTailCommand,
} = require("@aws-sdk/client-cloudwatch-logs");
const { Upload } = require("@aws-sdk/lib-storage");
const { createPresignedPost } = require("@aws-sdk/s3-presigned-post");
const { getSignedUrl } = require("@aws-sdk/s3-request-presigner");
const multer = require("multer");
const multerS3 = require("multer-s3");
const { assert, refused, serve } = require("support");

const Bucket = "javascript";
const s3 = new S3Client({ forcePathStyle: true });
const bytes = async (Key, more) => {
  const got = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return Buffer.from(await got.Body.transformToByteArray());
};

async function presigned() {
  const Key = "presigned/ä +1";
  const put = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key, ContentType: "text/plain" }));
  const answer = await fetch(put, { method: "PUT", body: "signed", headers: { "content-type": "text/plain" } });
  assert.equal(answer.status, 200, await answer.text());
  const get = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key, ResponseContentType: "text/x-mine" }));
  const read = await fetch(get);
  assert.equal(await read.text(), "signed");
  assert.equal(read.headers.get("content-type"), "text/x-mine");
  const other = await fetch(get, { method: "DELETE" });
  assert.equal(other.status, 403);
  assert.match(await other.text(), /<Code>SignatureDoesNotMatch<\/Code>/);
  // What is hoisted into the URL decides as a header would.
  const once = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key, IfNoneMatch: "*" }), {
    unhoistableHeaders: new Set(["if-none-match"]),
  });
  assert.equal((await fetch(once, { method: "PUT", body: "again", headers: { "if-none-match": "*" } })).status, 412);
}

async function form() {
  const { url, fields } = await createPresignedPost(s3, {
    Bucket, Key: "forms/${filename}", Conditions: [["content-length-range", 1, 10]], Expires: 60,
  });
  const send = (content) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", new Blob([content]), "cat.txt");
    return fetch(url, { method: "POST", body: form });
  };
  assert.equal((await send("a cat")).status, 204);
  assert.equal(String(await bytes("forms/cat.txt")), "a cat");
  assert.match(await (await send("eleven byte")).text(), /<Code>EntityTooLarge<\/Code>/);
}

async function streams() {
  const content = randomBytes((12 << 20) + 3);
  function* pieces() {
    for (let at = 0; at < content.length; at += 700_001) yield content.subarray(at, at + 700_001);
  }
  for (const ChecksumAlgorithm of [undefined, "CRC32C", "SHA256"]) {
    const Key = `stream ${ChecksumAlgorithm}`;
    const params = { Bucket, Key, Body: Readable.from(pieces()), ChecksumAlgorithm, Metadata: { colour: "teal" } };
    await new Upload({ client: s3, params }).done();
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    assert.equal(head.ContentLength, content.length);
    assert.match(head.ETag, /-3"$/);
    assert.deepEqual(head.Metadata, { colour: "teal" });
    assert.ok((await bytes(Key)).equals(content));
    assert.ok((await bytes(Key, { Range: "bytes=7000000-8000000" })).equals(content.subarray(7000000, 8000001)));
  }
  const put = s3.send(new PutObjectCommand({ Bucket, Key: "sized", Body: Readable.from(pieces()), ContentLength: content.length }));
  await put;
  assert.ok((await bytes("sized")).equals(content));
  const aborted = new Upload({ client: s3, params: { Bucket, Key: "aborted", Body: Readable.from(pieces()) } });
  aborted.on("httpUploadProgress", () => aborted.abort());
  await assert.rejects(aborted.done(), { name: "AbortError" });
  await refused("NoSuchKey", s3.send(new GetObjectCommand({ Bucket, Key: "aborted" })));
}

async function pages() {
  const keys = Array.from({ length: 23 }, (_, n) => `list/${String(n).padStart(2, "0")} ä&<`);
  await Promise.all(keys.map((Key) => s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }))));
  await waitUntilObjectExists({ client: s3, maxWaitTime: 10 }, { Bucket, Key: keys[22] });
  const found = [];
  for await (const page of paginateListObjectsV2({ client: s3, pageSize: 5 }, { Bucket, Prefix: "list/" })) {
    found.push(...page.Contents.map((one) => one.Key));
  }
  assert.deepEqual(found, keys);
  const gone = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: keys.map((Key) => ({ Key })) } }));
  assert.equal(gone.Deleted.length, 23);
}

async function forms() {
  const upload = multer({ storage: multerS3({ s3, bucket: Bucket, key: (_, file, done) => done(null, file.originalname) }) });
  const { server, origin } = await serve((request, response) => {
    upload.array("cats")(request, response, (error) => {
      response.statusCode = error ? 500 : 200;
      response.end(JSON.stringify(error ? String(error) : request.files.map((file) => [file.key, file.size, file.etag])));
    });
  });
  const large = randomBytes(6 << 20);
  const form = new FormData();
  form.append("cats", new Blob(["a cat"], { type: "text/plain" }), "small.txt");
  form.append("cats", new Blob([large]), "large.bin");
  const answer = await fetch(origin, { method: "POST", body: form });
  const text = await answer.text();
  server.close();
  assert.equal(answer.status, 200, text);
  assert.deepEqual(JSON.parse(text).map(([key]) => key), ["small.txt", "large.bin"]);
  assert.equal(String(await bytes("small.txt")), "a cat");
  assert.ok((await bytes("large.bin")).equals(large));
}

async function liveTail() {
  // The SDK puts the operation's prefix before the endpoint's address, and asks DNS for that.
  const lookup = (_, options, done) => done(null, options.all ? [{ address: "127.0.0.1", family: 4 }] : "127.0.0.1", 4);
  const logs = new CloudWatchLogsClient({ requestHandler: { httpAgent: new Agent({ lookup }) } });
  const name = { logGroupName: "javascript", logStreamName: "s" };
  await logs.send(new CreateLogGroupCommand({ logGroupName: name.logGroupName }));
  await logs.send(new CreateLogStreamCommand(name));
  const group = "arn:aws:logs:us-east-1:123456789012:log-group:javascript";
  const tail = await logs.send(new StartLiveTailCommand({ logGroupIdentifiers: [group], logEventFilterPattern: "ERROR" }));
  for await (const event of tail.responseStream) {
    if (event.sessionStart) {
      const logEvents = ["fine", "ERROR seen"].map((message) => ({ message, timestamp: Date.now() }));
      await logs.send(new PutLogEventsCommand({ ...name, logEvents }));
    } else if (event.sessionUpdate.sessionResults.length > 0) {
      assert.deepEqual(event.sessionUpdate.sessionResults.map((one) => one.message), ["ERROR seen"]);
      break;
    }
  }
  logs.destroy();
}

(async () => {
  await s3.send(new CreateBucketCommand({ Bucket }));
  for (const part of [presigned, form, streams, pages, forms, liveTail]) await part();
  await refused("NoSuchBucket", s3.send(new HeadObjectCommand({ Bucket: "javascript-absent", Key: "k" })).catch(
    () => s3.send(new GetObjectCommand({ Bucket: "javascript-absent", Key: "k" }))));
  console.log("JavaScript SDK, multer-s3: passed");
  process.exit();
})();
