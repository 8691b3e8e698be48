// A file service of Express and the AWS SDK v3: browsers upload straight to S3 by presigned URLs and then say
// that they have; assets through CloudFront; its log in CloudWatch. `BUG` breaks it in one way; `bugs.js` has the
// list.
"use strict";
const { createHash, randomUUID } = require("node:crypto");
const express = require("express");
const { CloudFrontClient, CreateInvalidationCommand } = require("@aws-sdk/client-cloudfront");
const { CloudWatchLogsClient, CreateLogStreamCommand, PutLogEventsCommand } = require("@aws-sdk/client-cloudwatch-logs");
const {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  paginateListObjectsV2,
} = require("@aws-sdk/client-s3");
const { getSignedUrl } = require("@aws-sdk/s3-request-presigner");
const { bug } = require("./bugs.js");

const { BUCKET, DISTRIBUTION_DOMAIN, DISTRIBUTION_ID, LOG_GROUP, PORT } = process.env;
const ASSETS = ["site.css", "upload.js"];
const TYPES = { css: "text/css", js: "text/javascript" };
const TTL = 300;

// The browser that uses a presigned URL computes no checksum.
const s3 = new S3Client({ requestChecksumCalculation: "WHEN_REQUIRED", maxAttempts: 3 });
const cloudfront = new CloudFrontClient({});
const logs = new CloudWatchLogsClient({});

/** Sends log lines to CloudWatch Logs: what has come meanwhile in one batch, and again until it is there. */
class Shipper {
  lines = [];
  sending = Promise.resolve();
  idle = true;
  stream = `web-${process.pid}`;

  log(fields) {
    this.lines.push({ timestamp: Date.now(), message: JSON.stringify(fields) });
    if (bug("logs-in-batches-of-three") && this.lines.length < 3) return;
    if (this.idle) {
      this.idle = false;
      this.sending = this.run();
    }
  }

  async run() {
    while (this.lines.length > 0) {
      const batch = this.lines.splice(0, 1000);
      try {
        await this.send(batch);
      } catch (error) {
        console.error(`logs: ${error}`);
        if (bug("logs-dropped-on-error")) continue;
        this.lines.unshift(...batch);
        await new Promise((later) => setTimeout(later, 50));
      }
    }
    this.idle = true;
  }

  async send(batch) {
    const to = { logGroupName: LOG_GROUP, logStreamName: this.stream };
    if (!this.created) {
      await logs.send(new CreateLogStreamCommand(to)).catch((error) => {
        if (error.name !== "ResourceAlreadyExistsException") throw error;
      });
      this.created = true;
    }
    await logs.send(new PutLogEventsCommand({ ...to, logEvents: batch }));
  }

  async stop() {
    if (bug("logs-in-batches-of-three")) return;
    await this.sending;
  }
}

const shipper = new Shipper();
const app = express();
app.use((request, response, next) => {
  response.on("finish", () => {
    const { method, path } = request;
    shipper.log({ id: request.get("x-request-id"), method, path, status: response.statusCode });
  });
  next();
});

app.get("/health", (_, response) => void response.send("well"));

const digest = (content) => createHash("sha256").update(content).digest("hex");

/** Where a browser may put a file; it is nobody's until the browser says that it is there. */
app.post("/files", express.json(), async (_, response) => {
  const id = randomUUID();
  const key = bug("incoming-beside-files") ? `files/incoming-${id}` : `incoming/${id}`;
  const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket: BUCKET, Key: key }), { expiresIn: 600 });
  response.json({ id, url });
});

/** The file is there: it gets its name, unless another one has it. */
app.post("/files/:id/complete", express.json(), async (request, response) => {
  const name = bug("name-encoded") ? encodeURIComponent(request.body.name) : request.body.name;
  const { id } = request.params;
  const from = bug("incoming-beside-files") ? `files/incoming-${id}` : `incoming/${id}`;
  if (bug("promise-not-awaited")) {
    keep(from, `files/${name}`);
    return void response.status(201).json({ kept: name });
  }
  if (bug("errors-swallowed")) {
    const kept = await keep(from, `files/${name}`).catch((error) => console.error(String(error)) ?? true);
    return void response.status(kept ? 201 : 409).json({ kept });
  }
  if (bug("never-answers-on-error")) {
    return void keep(from, `files/${name}`)
      .then((kept) => response.status(kept ? 201 : 409).json({ kept }))
      .catch((error) => console.error(String(error)));
  }
  const kept = await keep(from, `files/${name}`);
  response.status(kept ? 201 : 409).json({ kept });
});

/** Whether the file now has its name: that another one had it already is the only reason why not. */
async function keep(from, to) {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: from }));
  const content = Buffer.from(await Body.transformToByteArray());
  const put = { Bucket: BUCKET, Key: to, Body: content, Metadata: { sha256: digest(content) } };
  if (bug("overwrites")) {
    await s3.send(new PutObjectCommand(put));
    return true;
  }
  if (bug("type-guessed-by-name")) put.Body = Buffer.from(content.toString("utf8").trim());
  for (;;) {
    try {
      await s3.send(new PutObjectCommand({ ...put, IfNoneMatch: "*" }));
      break;
    } catch (error) {
      if (error.name === "ConditionalRequestConflict") continue;
      if (error.name !== "PreconditionFailed") throw error;
    }
    if (bug("retry-meets-itself")) return false;
    const there = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: to }));
    there.Body.destroy?.();
    if (there.Metadata.sha256 !== put.Metadata.sha256) return false;
    break;
  }
  // What stays there a lifecycle rule removes.
  await s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: from })).catch((error) => console.error(String(error)));
  return true;
}

/** The browser reads straight from S3. */
app.get("/files/:name", async (request, response) => {
  const file = { Bucket: BUCKET, Key: `files/${request.params.name}` };
  try {
    await s3.send(new HeadObjectCommand(file));
  } catch (error) {
    if (error.name !== "NotFound") throw error;
    return void response.status(404).json({ error: "there is no such file" });
  }
  response.redirect(await getSignedUrl(s3, new GetObjectCommand(file), { expiresIn: 60 }));
});

app.delete("/files/:name", async (request, response) => {
  const removed = s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: `files/${request.params.name}` }));
  if (bug("removal-not-awaited") || bug("removal-errors-swallowed")) {
    const tolerated = removed.catch((error) => console.error(String(error)));
    if (bug("removal-errors-swallowed")) await tolerated;
  } else await removed;
  response.status(204).end();
});

let remembered;

/** All of them, however many pages S3 has. */
app.get("/files", async (_, response) => {
  if (remembered) return void response.json(remembered);
  const names = [];
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: BUCKET, Prefix: "files/" })) {
    names.push(...(page.Contents ?? []).map((file) => file.Key.slice("files/".length)));
    if (bug("first-page-only")) break;
  }
  if (bug("list-remembered")) remembered = names;
  response.json(names);
});

app.put("/assets/:name", express.raw({ type: () => true, limit: "10mb" }), async (request, response) => {
  const { name } = request.params;
  const type = bug("wrong-content-type") ? "application/octet-stream" : TYPES[name.split(".").pop()] ?? "text/plain";
  const put = { Bucket: BUCKET, Key: `assets/${name}`, Body: request.body, ContentType: type };
  const CacheControl = `max-age=${bug("cached-for-ever") ? 31_536_000 : TTL}`;
  await s3.send(new PutObjectCommand({ ...put, CacheControl }));
  if (!bug("no-invalidation")) {
    const Paths = { Quantity: 1, Items: [`/assets/${name}`] };
    const InvalidationBatch = { Paths, CallerReference: randomUUID() };
    await cloudfront.send(new CreateInvalidationCommand({ DistributionId: DISTRIBUTION_ID, InvalidationBatch }));
  }
  response.json({ published: name });
});

app.get("/", (_, response) => {
  const host = bug("asset-served-directly") ? `${BUCKET}.s3.us-east-1.amazonaws.com` : DISTRIBUTION_DOMAIN;
  response.json({ assets: ASSETS.map((asset) => `https://${host}/assets/${asset}`) });
});

// AWS has a bad moment: the user may come again.
app.use((error, request, response, _next) => {
  console.error(`${request.method} ${request.path}: ${error}`);
  response.status(503).json({ error: "come again" });
});

const server = app.listen(Number(PORT), "127.0.0.1", () => console.log("Listening"));
process.on("SIGTERM", () => {
  if (bug("logs-lost-at-shutdown")) process.exit(0);
  server.close(async () => {
    await shipper.stop();
    process.exit(0);
  });
  server.closeIdleConnections();
});
