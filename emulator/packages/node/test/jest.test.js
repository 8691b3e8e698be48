// With the globals of Jest, which Vitest's `--globals` are.
import { CreateBucketCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { useAws } from "parhelion/jest";

const aws = useAws({
  prepare: async (world) => {
    await new S3Client(world.config).send(new CreateBucketCommand({ Bucket: "prepared" }));
  },
});
const names = async () => (await new S3Client(aws().config).send(new ListBucketsCommand({}))).Buckets.map((it) => it.Name);

for (const number of [1, 2]) {
  globalThis.it(`each test has a world of its own: ${number}`, async () => {
    globalThis.expect(await names()).toEqual(["prepared"]);
    await new S3Client(aws().config).send(new CreateBucketCommand({ Bucket: `by-${number}` }));
    globalThis.expect(await names()).toEqual([`by-${number}`, "prepared"]);
  });
}
globalThis.it("there is a world only in a test", () => {
  globalThis.expect(aws().name).toMatch(/^w\d+$/);
});
