import { spawnSync } from "node:child_process";
import { CreateBucketCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect } from "vitest";
import { ParhelionError, startServer } from "parhelion";
import { prepared, test } from "parhelion/vitest";

const put = (world, Bucket, Key) => new S3Client(world.config).send(new PutObjectCommand({ Bucket, Key, Body: "v" }));
const withBucket = prepared(async (world) => {
  await new S3Client(world.config).send(new CreateBucketCommand({ Bucket: "prepared" }));
});

withBucket.for([1, 2, 3])("each test has a world of its own: %d", async (number, { aws }) => {
  const s3 = new S3Client(aws.config);
  const listed = await s3.send(new ListObjectsV2Command({ Bucket: "prepared" }));
  expect(listed.KeyCount).toBe(0);
  await put(aws, "prepared", `by-${number}`);
  expect((await aws.calls("PutObject")).map((call) => call.resource)).toEqual([`prepared/by-${number}`]);
});

test("time, states and the adversary", async ({ aws }) => {
  const s3 = new S3Client({ ...aws.config, maxAttempts: 1 });
  const before = await aws.clock.now();
  const after = await aws.clock.advance({ days: 1, hours: 1 });
  expect(after - before).toBeGreaterThanOrEqual(25 * 3600 * 1000);
  await expect(aws.clock.set(before)).rejects.toThrow(/time does not go back/);
  await s3.send(new CreateBucketCommand({ Bucket: "states" }));
  await aws.save("empty");
  await put(aws, "states", "k");
  const fork = await aws.fork();
  await aws.load("empty");
  await expect(s3.send(new HeadObjectCommand({ Bucket: "states", Key: "k" }))).rejects.toThrow();
  await new S3Client(fork.config).send(new HeadObjectCommand({ Bucket: "states", Key: "k" }));
  await fork.drop();
  await aws.adversary.random(1, { points: ["s3.before"] });
  await expect(s3.send(new ListObjectsV2Command({ Bucket: "states" }))).rejects.toThrow();
  expect(Object.keys(await aws.adversary.taken())).toHaveLength(1);
  await aws.adversary.calm();
  await s3.send(new ListObjectsV2Command({ Bucket: "states" }));
});

test("a server says why it does not start", async () => {
  await expect(startServer("--credential", "nonsense")).rejects.toThrow(ParhelionError);
});

test("a program that has started a server ends all the same", () => {
  const script = 'const { startServer } = await import("parhelion"); console.log((await startServer()).endpoint)';
  const ended = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8", timeout: 20_000 });
  expect(ended.status, ended.stderr).toBe(0);
  expect(ended.stdout).toMatch(/^http:/);
});
