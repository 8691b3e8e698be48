// import { test } from "parhelion/vitest": a world of its own for each test that asks for `aws`.
import { afterAll, test as base } from "vitest";
import { end, worldOf } from "./suite.js";

/** As `test`, every world beginning with what `prepare` has done once. */
export function prepared(prepare) {
  return base.extend({
    aws: async ({ task }, use) => {
      const world = await worldOf(`${task.file?.name} ${task.suite?.name ?? ""} ${task.name}`, prepare);
      try {
        await use(world);
      } finally {
        await world.drop();
      }
    },
  });
}

export const test = prepared();
export const it = test;

afterAll(end);
