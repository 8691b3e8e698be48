// A server, and worlds: clouds that it has forked, and what tests do with them.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { findBinary } from "./binary.js";

export { findBinary };

/** The server did not do what it was told; in its words. */
export class ParhelionError extends Error {}

async function ask(base, method, path, body) {
  const headers = body === undefined ? {} : { "content-type": "application/json" };
  const sent = body === undefined ? undefined : JSON.stringify(body);
  const answer = await fetch(base + path, { method, headers, body: sent });
  const text = await answer.text();
  if (answer.ok) return text;
  let said = text.trim() || answer.statusText;
  try {
    said = JSON.parse(text).error ?? said;
  } catch {
    // A plain sentence.
  }
  throw new ParhelionError(`${method} ${path}: ${said}`);
}

const json = async (...asked) => JSON.parse(await ask(...asked));

/** A server of its own on a free port, with further arguments of `parhelion serve`. */
export async function startServer(...args) {
  const child = spawn(findBinary(), ["serve", "--port", "0", "--until-stdin-ends", ...args], { stdio: "pipe" });
  let complaint = "";
  child.stderr.on("data", (data) => (complaint += data));
  const exited = once(child, "exit");
  exited.catch(() => {});
  const endpoint = await new Promise((ready, failed) => {
    let found;
    createInterface({ input: child.stdout }).on("line", (line) => {
      found ??= line.match(/^export AWS_ENDPOINT_URL=(.*)$/)?.[1];
      // The last of what clients need.
      if (line.startsWith("export AWS_REGION=")) ready(found);
    });
    child.on("error", failed);
    child.on("close", () => failed(new ParhelionError(complaint.trim() || "the server did not start")));
  });
  // It keeps no program from ending, and ends with this one, however that ends: its input ends then.
  child.unref();
  child.stdin.unref();
  child.stdout.unref();
  child.stderr.unref();
  return new Server(endpoint, async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.ref();
      child.kill();
      await exited;
    }
  });
}

export class Server {
  #close;

  constructor(endpoint, close = async () => {}) {
    this.endpoint = endpoint.replace(/\/$/, "");
    this.#close = close;
  }

  /** A world that goes on from the server's own cloud, as it is now. */
  async fork({ name, seed } = {}) {
    return new World(this.endpoint, await json(`${this.endpoint}/_parhelion/`, "POST", "worlds", { name, seed }));
  }

  /** Ends the process, if it was started here. */
  async close() {
    await this.#close();
  }

  async [Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose")]() {
    await this.close();
  }
}

const NOWHERE = process.platform === "win32" ? "NUL" : "/dev/null";
const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86400 };

/** The one clock of a world: everything that depends on time goes by it. */
export class Clock {
  #base;

  constructor(base) {
    this.#base = base;
  }

  async now() {
    return new Date((await json(this.#base, "GET", "clock")).now);
  }

  /** When the next thing is due; null: nothing is. */
  async nextDue() {
    const { next_due: due } = await json(this.#base, "GET", "clock");
    return due === null ? null : new Date(due);
  }

  /** Lets time pass, and what is due happen: `advance(90)` seconds, or `advance({ days: 1, hours: 2 })`. */
  async advance(by) {
    const parts = typeof by === "number" ? { seconds: by } : by;
    let advance = 0;
    for (const [unit, amount] of Object.entries(parts)) {
      if (!(unit in SECONDS)) throw new TypeError(`advance: ${unit}`);
      advance += amount * SECONDS[unit];
    }
    return new Date((await json(this.#base, "POST", "clock", { advance })).now);
  }

  /** Sets it, never back. */
  async set(to) {
    return new Date((await json(this.#base, "POST", "clock", { set: to.toISOString() })).now);
  }

  async freeze() {
    await json(this.#base, "POST", "clock", { freeze: true });
  }

  async thaw() {
    await json(this.#base, "POST", "clock", { freeze: false });
  }
}

/** Who decides what AWS is free to do: calm, unless told otherwise. */
export class Adversary {
  #base;

  constructor(base) {
    this.#base = base;
  }

  /** From now on each choice deviates with this probability, at these points only (none: at any). */
  async random(rate, { seed = 0, points = [] } = {}) {
    await json(this.#base, "POST", "adversary", { rate, seed, points });
  }

  /** Exactly these deviations, by site, as `taken` gives them: a failure again. */
  async plan(plan) {
    await json(this.#base, "POST", "adversary", { plan });
  }

  async calm() {
    await json(this.#base, "POST", "adversary", {});
  }

  async taken() {
    return (await json(this.#base, "GET", "adversary")).taken;
  }
}

/** A cloud of its own. */
export class World {
  #base;

  constructor(endpoint, told) {
    this.endpoint = endpoint;
    this.name = told.name;
    this.account = told.account;
    this.region = "us-east-1";
    /** Below it, buckets and distributions have their names. */
    this.host = told.host;
    this.credentials = { accessKeyId: told.access_key_id, secretAccessKey: told.secret_access_key };
    this.#base = `${endpoint}/_parhelion/worlds/${told.name}/`;
    this.clock = new Clock(this.#base);
    this.adversary = new Adversary(this.#base);
  }

  /** What the clients of the AWS SDK are made with: `new S3Client(aws.config)`. */
  get config() {
    const { endpoint, region, credentials } = this;
    // S3's: names below an address do not resolve.
    return { endpoint, region, credentials, forcePathStyle: true };
  }

  /** What leads AWS's clients in other processes here. */
  get environment() {
    return {
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_ACCESS_KEY_ID: this.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: this.credentials.secretAccessKey,
      AWS_REGION: this.region,
      AWS_DEFAULT_REGION: this.region,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: NOWHERE,
      AWS_SHARED_CREDENTIALS_FILE: NOWHERE,
      NO_PROXY: [process.env.NO_PROXY, new URL(this.endpoint).hostname, "localhost,.localhost"].filter(Boolean).join(","),
    };
  }

  /** Everything that happened here, oldest first. */
  async journal() {
    const lines = (await ask(this.#base, "GET", "journal")).split("\n");
    return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
  }

  /** The journal's calls to AWS's APIs, or those of one operation. */
  async calls(operation) {
    const isOf = (event) => event.what === "call" && (operation === undefined || event.operation === operation);
    return (await this.journal()).filter(isOf);
  }

  /** Keeps this world as it is now under a name. */
  async save(name) {
    await json(this.#base, "POST", "states", { save: name });
  }

  /** Makes this world what it was when it was saved. */
  async load(name) {
    await json(this.#base, "POST", "states", { load: name });
  }

  /** Makes this world what it was when it began. */
  async reset() {
    await json(this.#base, "POST", "reset", {});
  }

  /** A world that goes on from here. */
  async fork({ name, seed } = {}) {
    return new World(this.endpoint, await json(this.#base, "POST", "worlds", { name, seed }));
  }

  /** Forgets this world. */
  async drop() {
    await ask(this.#base.slice(0, -1), "DELETE", "");
  }

  async [Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose")]() {
    await this.drop();
  }
}
