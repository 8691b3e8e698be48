import type { World } from "./index.js";

/** Gives what leads to the world of the test that runs: `aws().config`. `prepare` is done once. */
export declare function useAws(options?: { prepare?: (world: World) => Promise<void> }): () => World;
