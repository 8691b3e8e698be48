// The console in headless Chromium: every page, dark and light, without an error of its own, readable by
// axe-core's WCAG AA, at once with 100,000 objects; its buttons and keys; and that no other page, wherever
// it comes from, reads it or steers by it. Pictures of the pages are kept in $CONSOLE_PICTURES.
"use strict";
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const net = require("node:net");
const path = require("node:path");
const { createHash, createHmac, randomBytes } = require("node:crypto");
const { CreateBucketCommand, PutBucketPolicyCommand, PutBucketWebsiteCommand, PutObjectCommand, PutPublicAccessBlockCommand, S3Client } = require("@aws-sdk/client-s3");
const { CloudWatchLogsClient, CreateLogGroupCommand, CreateLogStreamCommand, PutLogEventsCommand } = require("@aws-sdk/client-cloudwatch-logs");
const { SignatureV4 } = require("@smithy/signature-v4");
const puppeteer = require("puppeteer-core");
const { assert, control, endpoint, installed, serve } = require("support");

const OBJECTS = Number(process.env.CONSOLE_OBJECTS ?? 100_000);
const PAINT_MAX = 200;
const pictures = process.env.CONSOLE_PICTURES ?? path.join(__dirname, "../../target/console-pictures");
const at = (hostname) => `http://${hostname}:${new URL(endpoint).port}`;
const home = `${endpoint}/_parhelion/console`;
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const s3 = new S3Client({ forcePathStyle: true });
const HOSTILE = ["<script>window.hurt = 1</script>", "\"><img src=x onerror='window.hurt = 1'>", "猫 & é.txt"];

class Sha256 {
  constructor(secret) { this.hash = secret ? createHmac("sha256", secret) : createHash("sha256"); }
  update(data) { this.hash.update(data); }
  async digest() { return this.hash.digest(); }
}

/** A signed POST to an API that no package here is for: its answer. */
async function post(service, path, kind, body) {
  const credentials = { accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY };
  const signer = new SignatureV4({ service, region: "us-east-1", sha256: Sha256, credentials });
  const { host, hostname } = new URL(endpoint);
  const request = { method: "POST", protocol: "http:", hostname, path, query: {}, body, headers: { host, "content-type": kind } };
  const { headers } = await signer.sign(request);
  const answer = await fetch(endpoint + path, { method: "POST", body, headers });
  assert.ok(answer.ok, `${body}: ${answer.status} ${await answer.clone().text()}`);
  return answer.text();
}

const query = (service, version, pairs) =>
  post(service, "/", "application/x-www-form-urlencoded", new URLSearchParams({ Version: version, ...pairs }).toString());

/** Something of everything. */
async function fill() {
  for (const Bucket of ["photos", "site", "many"]) await s3.send(new CreateBucketCommand({ Bucket }));
  const put = (Bucket, Key, Body, more) => s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  for (const key of HOSTILE) await put("photos", key, `what ${key} holds`);
  await put("photos", "reports/2026/january.csv", "day,sum\n1,10\n2,12\n", { ContentType: "text/csv", Metadata: { author: "<b>ann</b>" } });
  await put("photos", "pixel.png", Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==", "base64"), { ContentType: "image/png" });
  await put("photos", "evil.svg", `<svg xmlns="http://www.w3.org/2000/svg"><script>window.hurt = 1</script></svg>`, { ContentType: "image/svg+xml" });
  await put("photos", "bytes.bin", randomBytes(2_000));
  const logs = new CloudWatchLogsClient();
  await logs.send(new CreateLogGroupCommand({ logGroupName: "/shop/web" }));
  await logs.send(new CreateLogStreamCommand({ logGroupName: "/shop/web", logStreamName: "web-1" }));
  const now = Date.parse((await (await control("clock")).json()).now);
  const logEvents = Array.from({ length: 40 }, (_, n) => ({
    timestamp: now - (40 - n) * 1_000,
    message: JSON.stringify({ level: n % 7 ? "info" : "error", path: n % 7 ? `/basket/${n}` : "<script>window.hurt = 1</script>", ms: 10 + n }),
  }));
  await logs.send(new PutLogEventsCommand({ logGroupName: "/shop/web", logStreamName: "web-1", logEvents }));
  const cloudwatch = (pairs) => query("monitoring", "2010-08-01", pairs);
  await cloudwatch({
    Action: "PutMetricAlarm", AlarmName: "shop-errors", Namespace: "Shop", MetricName: "Errors", Statistic: "Sum", Period: "60",
    EvaluationPeriods: "1", Threshold: "3", ComparisonOperator: "GreaterThanThreshold", TreatMissingData: "notBreaching",
  });
  for (let minute = 0; minute < 12; minute++) {
    const value = String(minute === 5 || minute === 6 ? 8 : minute % 3);
    await cloudwatch({ Action: "PutMetricData", Namespace: "Shop", "MetricData.member.1.MetricName": "Errors", "MetricData.member.1.Value": value });
    await control("clock", { advance: 60 });
  }
  const iam = (pairs) => query("iam", "2010-05-08", pairs);
  await iam({ Action: "CreateUser", UserName: "ann" });
  const Statement = [
    { Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::photos/*" },
    { Sid: "NotReports", Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::photos/reports/*" },
  ];
  await iam({ Action: "PutUserPolicy", UserName: "ann", PolicyName: "photos", PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement }, null, 2) });
  await query("sqs", "2012-11-05", { Action: "CreateQueue", QueueName: "jobs" });
  await control("worlds", { name: "test-1" });
}

/** A server of its own with so many objects, which are put over connections that stay open, while others are looked at. */
async function crowded() {
  const server = spawn(process.env.PARHELION_BINARY, ["serve", "--port", "0", "--auth", "off", "--until-stdin-ends"]);
  let said = "";
  const endpoint = await new Promise((found, failed) => {
    server.once("exit", () => failed(new Error(said)));
    server.stdout.on("data", (data) => {
      said += data;
      const address = /export AWS_ENDPOINT_URL=(\S+)\n/.exec(said);
      if (address) found(address[1]);
    });
  });
  const authorization = "AWS key:signature";
  await fetch(`${endpoint}/many`, { method: "PUT", headers: { authorization } });
  const { hostname, port, host } = new URL(endpoint);
  const CONNECTIONS = 16;
  const put = (n) => `PUT /many/folder-${n % 100}/object-${String(n).padStart(6, "0")} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: ${authorization}\r\nContent-Length: 1\r\n\r\nx`;
  const connections = Array.from({ length: CONNECTIONS }, (_, first) => new Promise((done, failed) => {
    const socket = net.connect(Number(port), hostname);
    let [sent, answered] = [first, 0];
    const own = Math.ceil((OBJECTS - first) / CONNECTIONS);
    // A few at once: the server answers one after the other.
    const more = (count) => {
      let text = "";
      for (; count > 0 && sent < OBJECTS; count--, sent += CONNECTIONS) text += put(sent);
      if (text) socket.write(text);
    };
    socket.on("error", failed);
    socket.on("data", (data) => {
      const text = data.toString("latin1");
      if (/HTTP\/1\.1 [345]/.test(text)) failed(new Error(text));
      const count = text.split("HTTP/1.1 200").length - 1;
      answered += count;
      more(count);
      if (answered >= own) socket.end(done);
    });
    more(8);
    if (own <= 0) socket.end(done);
  }));
  const filled = Promise.all(connections).then(() => fetch(`${endpoint}/_parhelion/worlds`, { method: "POST", body: '{"name":"test-1"}' }));
  // Who waits for it hears of its failure.
  filled.catch(() => {});
  return { home: `${endpoint}/_parhelion/console`, filled, end: () => server.stdin.end() };
}

/** Buckets that everybody may write to, and read: what the latter shows are pages of its own. */
async function publish(html) {
  for (const [Bucket, Action] of [["many", "s3:PutObject"], ["site", "s3:GetObject"]]) {
    const PublicAccessBlockConfiguration = { BlockPublicPolicy: false, RestrictPublicBuckets: false };
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    const Statement = [{ Effect: "Allow", Principal: "*", Action, Resource: `arn:aws:s3:::${Bucket}/*` }];
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: "2012-10-17", Statement }) }));
  }
  await s3.send(new PutBucketWebsiteCommand({ Bucket: "site", WebsiteConfiguration: { IndexDocument: { Suffix: "index.html" } } }));
  await s3.send(new PutObjectCommand({ Bucket: "site", Key: "index.html", Body: html, ContentType: "text/html" }));
}

/** A distribution of that bucket, which everybody may read; its id and domain. */
async function distribute() {
  const config = `<DistributionConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><CallerReference>console</CallerReference><Comment>the shop's pages</Comment><Enabled>true</Enabled><DefaultRootObject>index.html</DefaultRootObject><Origins><Quantity>1</Quantity><Items><Origin><Id>o</Id><DomainName>site.s3.us-east-1.amazonaws.com</DomainName><S3OriginConfig><OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig></Origin></Items></Origins><DefaultCacheBehavior><TargetOriginId>o</TargetOriginId><ViewerProtocolPolicy>allow-all</ViewerProtocolPolicy><Compress>true</Compress><CachePolicyId>658327ea-f89d-4fab-a63d-7e88639e58f6</CachePolicyId></DefaultCacheBehavior></DistributionConfig>`;
  const text = await post("cloudfront", "/2020-05-31/distribution", "application/xml", config);
  await control("clock", { advance: 900 });
  return { id: /<Id>(E[^<]+)</.exec(text)[1], domain: /<DomainName>(d[^<]+\.cloudfront\.net)</.exec(text)[1] };
}

/** Pages with the names under which their pictures are kept. */
function pages({ id, domain }) {
  return {
    overview: "", resources: "/resources", found: "/resources?q=shop", user: "/resource?kind=users&name=ann",
    buckets: "/buckets", objects: "/bucket?name=photos", settings: "/bucket?name=site&show=settings",
    versions: "/bucket?name=photos&show=versions", text: "/object?bucket=photos&key=reports%2F2026%2Fjanuary.csv",
    picture: "/object?bucket=photos&key=pixel.png", bytes: "/object?bucket=photos&key=bytes.bin", svg: "/object?bucket=photos&key=evil.svg",
    distributions: "/distributions", why: `/distribution?id=${id}&url=${encodeURIComponent(`https://${domain}/index.html`)}`,
    hit: `/distribution?id=${id}&url=${encodeURIComponent(`https://${domain}/index.html`)}&headers=${encodeURIComponent("accept-encoding: gzip, br")}`,
    logs: "/logs", events: "/group?name=%2Fshop%2Fweb", pattern: `/group?name=%2Fshop%2Fweb&pattern=${encodeURIComponent('{ $.level = "error" }')}`,
    tail: "/group?name=%2Fshop%2Fweb&tail=1", metrics: "/metrics", metric: "/metric?ns=Shop&metric=Errors&stat=Sum&range=1+h",
    alarms: "/alarms", alarm: "/alarm?name=shop-errors",
    access: `/access?principal=${encodeURIComponent("arn:aws:iam::123456789012:user/ann")}&action=s3:GetObject&resource=${encodeURIComponent("arn:aws:s3:::photos/reports/x")}`,
    journal: "/journal", event: "/event?seq=8", clock: "/clock", adversary: "/adversary", worlds: "/worlds",
    compare: "/compare?a=&b=test-1", export: "/export?from=0&to=60", missing: "/nothing",
  };
}

async function looksAround(browser, distribution) {
  fs.mkdirSync(pictures, { recursive: true });
  const unreadable = [];
  for (const theme of ["light", "dark"]) {
    const page = await browser.newPage();
    await page.setViewport({ width: 1360, height: 860 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
    const errors = [];
    page.on("console", (message) => ["error", "warn"].includes(message.type()) && errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("requestfailed", (request) => errors.push(`${request.url()}: ${request.failure().errorText}`));
    const elsewhere = [];
    page.on("request", (request) => !request.url().startsWith(endpoint) && !request.url().startsWith("data:") && elsewhere.push(request.url()));
    for (const [name, where] of Object.entries(pages(distribution))) {
      errors.length = 0;
      const answer = await page.goto(home + where, { waitUntil: "load" });
      assert.equal(answer.status(), name === "missing" ? 404 : 200, `${where}: ${await answer.text()}`);
      assert.deepEqual(errors.filter((one) => !(name === "missing" && one.includes("404"))), [], where);
      assert.deepEqual(elsewhere, [], where);
      await page.screenshot({ path: path.join(pictures, `${name}-${theme}.png`), fullPage: true });
      // Through the debugger, which no page's policy binds.
      await page.evaluate(axe);
      const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
      const told = found.violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html).join(" ")}`);
      unreadable.push(...told.map((one) => `${where}, ${theme}: ${one}`));
      assert.equal(await page.evaluate(() => window.hurt), undefined, where);
    }
    await page.close();
  }
  assert.deepEqual(unreadable, []);
}

/** How long until something is to be seen, with all those objects: the quickest of a few times, since what else this
 * machine does only adds to it. Where it takes long to show even a page of one word, a few times as long as that. */
async function paints(browser, home) {
  const page = await browser.newPage();
  const told = [];
  const painted = async (url) => {
    await page.goto(url, { waitUntil: "load" });
    return page.evaluate(() => new Promise((done) => {
      const paint = () => performance.getEntriesByName("first-contentful-paint")[0];
      if (paint()) return done(paint().startTime);
      new PerformanceObserver(() => paint() && done(paint().startTime)).observe({ type: "paint", buffered: true });
    }));
  };
  for (const where of ["", "/bucket?name=many", "/bucket?name=many&prefix=folder-7/", "/bucket?name=many&show=versions", "/journal", "/resources", "/compare?a=&b=test-1"]) {
    const times = [], words = [];
    const most = () => Math.max(PAINT_MAX, 3 * Math.min(...words));
    for (let n = 0; n < 4 || (n < 24 && Math.min(...times) > most()); n++) {
      words.push(await painted("data:text/html,<p>word"));
      times.push(await painted(home + where));
    }
    const quickest = Math.min(...times);
    told.push(`${where || "/"} ${Math.round(quickest)} ms`);
    assert.ok(quickest <= most(), `${where}: first paint after ${times} ms, of one word after ${words}`);
  }
  await page.close();
  return told.join(", ");
}

/** What a person does with it: by keys, by buttons. */
async function works(browser) {
  const narrow = await browser.newPage();
  await narrow.setViewport({ width: 400, height: 800 });
  for (const [name, where] of Object.entries({ overview: "", journal: "/journal", objects: "/bucket?name=photos", adversary: "/adversary" })) {
    await narrow.goto(home + where);
    await narrow.screenshot({ path: path.join(pictures, `${name}-narrow.png`) });
    const [wide, width] = await narrow.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= width, `${where} is ${wide} wide`);
  }
  await narrow.close();
  const page = await browser.newPage();
  await page.setViewport({ width: 1360, height: 860 });
  await page.goto(home);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "find");
  await page.keyboard.type("photos");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  assert.match(await page.evaluate(() => document.body.innerText), /photos/);
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const before = await background();
  await page.click("[data-theme-switch]");
  assert.notEqual(await background(), before);
  await page.reload();
  assert.notEqual(await background(), before, "the theme is kept");
  await page.click("[data-theme-switch]");

  const now = async () => Date.parse((await (await control("clock")).json()).now);
  await control("clock", { freeze: true });
  await page.goto(`${home}/clock`);
  const hour = (await page.evaluateHandle(() => [...document.querySelectorAll("button")].find((it) => it.textContent === "+1 h"))).asElement();
  const earlier = await now();
  await Promise.all([page.waitForNavigation(), hour.click()]);
  assert.equal(await now(), earlier + 3_600_000);
  assert.equal(new URL(page.url()).pathname, "/_parhelion/console/clock");
  await control("clock", { freeze: false });

  // What is written while somebody looks is seen.
  await page.goto(`${home}/journal`);
  assert.equal((await fetch(`${endpoint}/many/just-now`, { method: "PUT", body: "x" })).status, 200);
  await page.waitForFunction(() => document.body.innerText.includes("just-now"), { timeout: 15_000 });
  await page.close();
}

/** In a page: whatever it can do to read the console, or to press its buttons. What it read. */
async function attack(console) {
  const read = [];
  const attempt = async (url, options) => {
    try {
      const answer = await fetch(url, options);
      if (answer.type !== "opaque") read.push(`${url}: ${answer.status} ${(await answer.text()).slice(0, 200)}`);
    } catch { /* The browser shows nothing. */ }
  };
  const load = (tag, properties) => {
    const element = Object.assign(document.createElement(tag), properties);
    const over = new Promise((done) => { element.onload = element.onerror = done; setTimeout(done, 2_000); });
    document.body.append(element);
    return over.then(() => element);
  };
  for (const where of ["", "/clock", "/journal", "/console.js", "/object/picture?bucket=photos&key=pixel.png"]) {
    for (const mode of ["cors", "no-cors"]) {
      for (const credentials of ["omit", "include"]) await attempt(console + where, { mode, credentials });
    }
  }
  const frame = await load("iframe", { src: console });
  try { if (frame.contentDocument?.body?.innerText.includes("Overview")) read.push("frame"); } catch { /* Of another origin. */ }
  for (const tag of ["img", "script", "embed"]) await load(tag, { src: console });
  const picture = await load("img", { src: `${console}/object/picture?bucket=photos&key=pixel.png` });
  if (picture.naturalWidth > 0) read.push("picture");
  const body = new URLSearchParams({ by: "86400", token: "0".repeat(64) });
  for (const mode of ["cors", "no-cors"]) await attempt(`${console}/do/clock`, { method: "POST", body, mode });
  navigator.sendBeacon(`${console}/do/clock`, body);
  const target = `frame ${Math.random()}`;
  await load("iframe", { name: target });
  const form = Object.assign(document.createElement("form"), { action: `${console}/do/clock`, method: "POST", target });
  form.append(Object.assign(document.createElement("input"), { name: "by", value: "86400" }));
  document.body.append(form);
  form.submit();
  const opened = window.open(console);
  await new Promise((done) => setTimeout(done, 1_000));
  try { if (opened?.document?.body?.innerText.includes("Overview")) read.push("window"); } catch { /* Of another origin. */ }
  opened?.close();
  return read;
}

async function keepsPagesOut(browser, { domain }, foreign) {
  await control("clock", { freeze: true });
  // What is due next moves with what is asked: the edge publishes its metrics each minute that had traffic.
  const clock = async () => { const { now, frozen } = await (await control("clock")).json(); return { now, frozen }; };
  const before = await clock();
  const name = domain.replace(".cloudfront.net", ".cloudfront.localhost");
  const host = new URL(endpoint).hostname;
  for (const from of [
    foreign, foreign.replace("127.0.0.1", "evil.example"),
    `${at("site.localhost")}/index.html`, `${at("site.s3-website-us-east-1.localhost")}/`, `${at(name)}/index.html`,
    `${at(host)}/site/index.html`, `${at("localhost")}/site/index.html`,
  ]) {
    const page = await browser.newPage();
    const answer = await page.goto(from);
    // The browser may have seen it before.
    assert.ok([200, 304].includes(answer.status()), `${from}: ${answer.status()}`);
    // What is asked for by its path at the server's own origin is shown, and does nothing.
    const runs = !from.endsWith("/site/index.html");
    assert.equal(await page.evaluate(() => window.runs === true), runs, from);
    assert.equal(await page.evaluate(() => window.origin === "null"), !runs, from);
    for (const console of runs ? new Set([home, `${at("localhost")}/_parhelion/console`]) : []) {
      const read = await page.evaluate(attack, console);
      assert.deepEqual(read.filter((one) => !/ 403 /.test(one)), [], `${from} read ${console}`);
    }
    assert.deepEqual(await clock(), before, `${from} steered`);
    await page.close();
  }
  await control("clock", { freeze: false });
}

(async () => {
  const chromium = installed("chromium");
  const page = "<!doctype html><title>a page</title><body><script>window.runs = true</script>";
  const other = await serve((_, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(page);
  });
  const browser = await puppeteer.launch({
    executablePath: chromium,
    protocolTimeout: 60_000,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--no-proxy-server", "--disable-popup-blocking",
      "--host-resolver-rules=MAP *.example 127.0.0.1",
    ],
  });
  const crowd = await crowded();
  try {
    await fill();
    await publish(page);
    const distribution = await distribute();
    const seen = await browser.newPage();
    await seen.goto(`${at(distribution.domain.replace(".net", ".localhost"))}/index.html`);
    await seen.close();
    await looksAround(browser, distribution);
    await works(browser);
    await keepsPagesOut(browser, distribution, other.origin);
    await crowd.filled;
    console.log(`the console: passed; ${await paints(browser, crowd.home)}`);
  } finally {
    crowd.end();
    await browser.close();
    other.server.close();
  }
})();
