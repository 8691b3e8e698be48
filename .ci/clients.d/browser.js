// Headless Chromium: a page of another origin, whatever it tries, neither reads nor steers the server,
// by names that an attacker's DNS leads here neither; and it reaches buckets as their CORS rules say.
"use strict";
const { createHash, createHmac } = require("node:crypto");
const {
  CreateBucketCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutBucketCorsCommand, PutObjectCommand, S3Client,
  UploadPartCommand, CreateMultipartUploadCommand, CompleteMultipartUploadCommand,
} = require("@aws-sdk/client-s3");
const { createPresignedPost } = require("@aws-sdk/s3-presigned-post");
const { getSignedUrl } = require("@aws-sdk/s3-request-presigner");
const { SignatureV4 } = require("@smithy/signature-v4");
const puppeteer = require("puppeteer-core");
const { assert, control, endpoint, installed, serve } = require("support");

const at = (hostname) => `http://${hostname}:${new URL(endpoint).port}`;
const s3 = new S3Client({ forcePathStyle: true });
const text = async (Bucket, Key) => {
  const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return got.Body.transformToString();
};
const keys = async (Bucket) =>
  ((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []).map((one) => one.Key);

class Sha256 {
  constructor(secret) { this.hash = secret ? createHmac("sha256", secret) : createHash("sha256"); }
  update(data) { this.hash.update(data); }
  async digest() { return this.hash.digest(); }
}

/** A URL signed with the key that everybody knows: pages know it too. */
async function signed(service, method, path, query, hostname = "127.0.0.1", body = "") {
  const signer = new SignatureV4({
    service, region: "us-east-1", sha256: Sha256, applyChecksum: false,
    credentials: { accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY },
  });
  const request = { method, protocol: "http:", hostname, path, query, body, headers: { host: at(hostname).slice(7) } };
  const { query: all } = await signer.presign(request);
  return `${at(hostname)}${path}?${new URLSearchParams(all)}`;
}

const DISTRIBUTION = `<DistributionConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><CallerReference>page</CallerReference>
<Comment></Comment><Enabled>false</Enabled><Origins><Quantity>1</Quantity><Items><Origin><Id>o</Id><DomainName>b.s3.amazonaws.com</DomainName>
<S3OriginConfig><OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig></Origin></Items></Origins><DefaultCacheBehavior>
<TargetOriginId>o</TargetOriginId><ViewerProtocolPolicy>allow-all</ViewerProtocolPolicy>
<CachePolicyId>658327ea-f89d-4fab-a63d-7e88639e58f6</CachePolicyId></DefaultCacheBehavior></DistributionConfig>`;

/** What changes something without being S3's, as pages can send it: text/plain and GET need no preflight. */
async function intrusions(hostname) {
  const query = (service, Version, Action, more, method = "GET") =>
    signed(service, method, "/", { Action, Version, ...more }, hostname);
  return [
    { url: `${at(hostname)}/_parhelion/clock`, method: "POST", body: '{"advance":60}' },
    { url: `${at(hostname)}/_parhelion/credentials`, method: "POST", body: '{"account":"111122223333","access_key":"AKIAPAGE00000000PAGE","secret_key":"page"}' },
    { url: `${at(hostname)}/_parhelion/states`, method: "POST", body: '{"save":"page"}' },
    { url: `${at(hostname)}/_parhelion/adversary`, method: "POST", body: '{"seed":1,"rate":1}' },
    { url: await signed("cloudfront", "POST", "/2020-05-31/distribution", {}, hostname, DISTRIBUTION), method: "POST", body: DISTRIBUTION },
    { url: await query("iam", "2010-05-08", "CreateUser", { UserName: "page" }), method: "GET" },
    { url: await query("sqs", "2012-11-05", "CreateQueue", { QueueName: "page" }), method: "GET" },
    { url: await query("iam", "2010-05-08", "CreateUser", { UserName: "post" }, "POST"), method: "POST", body: "" },
  ];
}

/** What the intrusions would have changed. */
async function traces() {
  const answers = await Promise.all([
    signed("cloudfront", "GET", "/2020-05-31/distribution", {}),
    signed("iam", "GET", "/", { Action: "ListUsers", Version: "2010-05-08" }),
    signed("sqs", "GET", "/", { Action: "ListQueues", Version: "2012-11-05" }),
  ].map(async (url) => (await fetch(await url)).text()));
  const own = await Promise.all(["clock", "states", "adversary"].map(async (path) => (await control(path)).text()));
  return [...answers, ...own].map((one) => one.replace(/<RequestId>.*<\/RequestId>/, ""));
}

/** In a page: everything it can send, all at once, and what it could read of the answers. */
async function attack(wanted, secrets) {
  const read = [];
  const attempt = async (url, options) => {
    try {
      const answer = await fetch(url, options);
      if (answer.type !== "opaque") read.push(`${url}: ${answer.status} ${await answer.text()}`);
    } catch { /* The browser shows nothing. */ }
  };
  /** Until the browser has an answer for an element, which it fetches in its own way. */
  const load = (tag, properties) => {
    const element = Object.assign(document.createElement(tag), properties);
    const over = new Promise((done) => { element.onload = element.onerror = done; });
    document.body.append(element);
    return over;
  };
  const submit = async (url, body) => {
    const name = `frame ${Math.random()}`;
    await load("iframe", { name });
    const [frame] = document.getElementsByName(name);
    const form = Object.assign(document.createElement("form"), {
      action: url, method: "POST", enctype: "text/plain", target: name,
    });
    // As text/plain a form's field is `name=value`: the sign can lie in a string.
    form.append(Object.assign(document.createElement("input"), { name: body.replace(/}$/, ',"ignored":"'), value: '"}' }));
    document.body.append(form);
    form.submit();
    await new Promise((done) => { frame.onload = done; });
  };
  const tries = wanted.flatMap(({ url, method, body }) => [
    ...["cors", "no-cors"].map((mode) => attempt(url, { method, body, mode })),
    attempt(url, { method, body, headers: { "content-type": "application/json" } }),
    ...["img", "script", "iframe"].map((tag) => load(tag, { src: url })),
    ...(method === "POST" ? [submit(url, body), navigator.sendBeacon(url, body)] : []),
  ]);
  tries.push(...secrets.flatMap((url) => ["cors", "no-cors"].map((mode) => attempt(url, { mode }))));
  await Promise.all(tries);
  return read;
}

/** From another port, from another name of this machine, and from elsewhere. */
async function keepsPagesOut(browser, port) {
  const before = await traces();
  for (const [name, host] of [["127.0.0.1", "127.0.0.1"], ["localhost", "127.0.0.1"], ["evil.example", "localhost"]]) {
    const page = await browser.newPage();
    await page.goto(`http://${name}:${port}`);
    const secrets = ["journal", "clock", "states", "adversary", "credentials", "health"];
    const urls = secrets.map((path) => `${at(host)}/_parhelion/${path}`);
    assert.deepEqual(await page.evaluate(attack, await intrusions(host), urls), [], `${name} read`);
    assert.deepEqual(await traces(), before, `a page of ${name} changed something at ${host}`);
    await page.close();
  }
}

/** A name whose DNS leads here now: the browser takes the page and the server for one origin. */
async function keepsNamesOut(browser) {
  const before = await traces();
  for (const name of ["evil.example", "localhost.evil.example"]) {
    const page = await browser.newPage();
    const answer = await page.goto(`${at(name)}/_parhelion/journal`);
    assert.equal(answer.status(), 403, name);
    const read = await page.evaluate(attack, await intrusions(name), [`/_parhelion/journal`, `/_parhelion/clock`]);
    assert.ok(read.length > 0, "same origin: the answers can be read");
    assert.deepEqual(read.filter((one) => !/ 403 .*No server of the name/.test(one)), [], name);
    assert.deepEqual(await traces(), before, name);
    await page.close();
  }
}

/** The same requests without a browser do what they say: what is refused above is refused for its page. */
async function provesTheIntrusions() {
  for (const { url, method, body } of await intrusions("127.0.0.1")) {
    const answer = await fetch(url, { method, body });
    assert.ok(answer.ok, `${url}: ${answer.status} ${await answer.text()}`);
    if (url.endsWith("/adversary")) await control("adversary", {});
  }
  const after = (await traces()).join();
  for (const one of [/<DistributionSummary>/, /<UserName>page/, /<UserName>post/, /\/page<\/QueueUrl>/, /"name":"page"/]) {
    assert.match(after, one);
  }
}

async function uploads(browser, origin) {
  const open = "browser-open", closed = "browser-closed";
  for (const Bucket of [open, closed]) {
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: "there", Body: "here" }));
  }
  await s3.send(new PutBucketCorsCommand({
    Bucket: open,
    CORSConfiguration: {
      CORSRules: [{ AllowedOrigins: [origin], AllowedMethods: ["GET", "PUT", "POST"], AllowedHeaders: ["*"], ExposeHeaders: ["ETag"] }],
    },
  }));
  const page = await browser.newPage();
  await page.goto(origin);
  const send = (url, options) => page.evaluate(async (url, options) => {
    try {
      const answer = await fetch(url, options);
      return [answer.status, await answer.text(), answer.headers.get("etag")];
    } catch (error) {
      return String(error);
    }
  }, url, options);
  const put = (Bucket, Key, more) => getSignedUrl(s3, new PutObjectCommand({ Bucket, Key, ...more }));
  const get = (Bucket, Key) => getSignedUrl(s3, new GetObjectCommand({ Bucket, Key }));
  const blocked = "TypeError: Failed to fetch";

  // The signer moves the metadata into the URL.
  const url = await put(open, "put", { ContentType: "text/x-mine", Metadata: { colour: "teal" } });
  const headers = { "content-type": "text/x-mine" };
  const [status, body, etag] = await send(url, { method: "PUT", body: "from a page", headers });
  assert.deepEqual([status, body], [200, ""]);
  assert.match(etag, /^"[0-9a-f]{32}"$/);
  assert.deepEqual((await send(await get(open, "put"), {})).slice(0, 2), [200, "from a page"]);
  const head = await s3.send(new HeadObjectCommand({ Bucket: open, Key: "put" }));
  assert.deepEqual([head.ContentType, head.Metadata], ["text/x-mine", { colour: "teal" }]);
  assert.equal(await send(await put(closed, "put"), { method: "PUT", body: "from a page" }), blocked);
  assert.equal(await send(await get(closed, "there"), {}), blocked);
  assert.deepEqual(await keys(closed), ["there"]);
  // Refused, the page may still read why.
  const [refusal, why] = await send((await get(open, "there")).replace(/Signature=./, "Signature=x"), {});
  assert.equal(refusal, 403);
  assert.match(why, /SignatureDoesNotMatch/);

  const upload = { Bucket: open, Key: "parts" };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(upload));
  const part = await getSignedUrl(s3, new UploadPartCommand({ ...upload, UploadId, PartNumber: 1 }));
  const [, , ETag] = await send(part, { method: "PUT", body: "a part" });
  await s3.send(new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } }));
  assert.equal(await text(open, "parts"), "a part");

  // The bucket in the host: Chromium itself leads *.localhost here.
  const byHost = new S3Client({ endpoint: at("localhost") });
  const there = await getSignedUrl(byHost, new GetObjectCommand({ Bucket: open, Key: "there" }));
  assert.match(there, /^http:\/\/browser-open\.localhost:/);
  assert.deepEqual((await send(there, {})).slice(0, 2), [200, "here"]);

  // A form needs no CORS rules, as long as nobody reads the answer: here the browser goes on to it.
  const { url: action, fields } = await createPresignedPost(s3, {
    Bucket: closed, Key: "forms/${filename}", Fields: { success_action_redirect: `${origin}/done` },
    Conditions: [["content-length-range", 1, 100]], Expires: 60,
  });
  const arrived = page.waitForNavigation();
  await page.evaluate((action, fields) => {
    const form = document.createElement("form");
    Object.assign(form, { action, method: "POST", enctype: "multipart/form-data" });
    for (const [name, value] of Object.entries(fields)) {
      form.append(Object.assign(document.createElement("input"), { name, value }));
    }
    const input = Object.assign(document.createElement("input"), { type: "file", name: "file" });
    const chosen = new DataTransfer();
    chosen.items.add(new File(["a cat"], "cat ä.txt"));
    input.files = chosen.files;
    form.append(input);
    document.body.append(form);
    form.submit();
  }, action, fields);
  await arrived;
  const done = new URL(page.url());
  assert.equal(done.pathname, "/done");
  assert.deepEqual([done.searchParams.get("bucket"), done.searchParams.get("key")], [closed, "forms/cat ä.txt"]);
  assert.equal(await text(closed, "forms/cat ä.txt"), "a cat");
}

(async () => {
  const chromium = installed("chromium");
  const page = await serve((_, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end("<!doctype html><title>a page</title><body>");
  });
  const browser = await puppeteer.launch({
    executablePath: chromium,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--no-proxy-server",
      "--host-resolver-rules=MAP *.example 127.0.0.1",
    ],
  });
  try {
    await control("clock", { freeze: true });
    await keepsPagesOut(browser, new URL(page.origin).port);
    await keepsNamesOut(browser);
    await provesTheIntrusions();
    await control("clock", { freeze: false });
    await uploads(browser, page.origin);
  } finally {
    await browser.close();
    page.server.close();
  }
  console.log("Chromium: passed");
})();
