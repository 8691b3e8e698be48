import type { TestAPI } from "vitest";
import type { World } from "./index.js";

/** `test("…", async ({ aws }) => …)`: `aws` is a world of its own. */
export declare const test: TestAPI<{ aws: World }>;
export declare const it: TestAPI<{ aws: World }>;
/** As `test`, every world beginning with what `prepare` has done once. */
export declare function prepared(prepare: (world: World) => Promise<void>): TestAPI<{ aws: World }>;
