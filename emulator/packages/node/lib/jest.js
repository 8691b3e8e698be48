// const aws = useAws(): a world of its own for each test of a file, in Jest and whatever has its globals.
import { end, worldOf } from "./suite.js";

/** Gives what leads to the world of the test that runs: `aws().config`. `prepare`: done once. */
export function useAws({ prepare } = {}) {
  let world;
  beforeEach(async () => {
    const { testPath, currentTestName } = globalThis.expect?.getState?.() ?? {};
    world = await worldOf(`${testPath} ${currentTestName}`, prepare);
  });
  afterEach(async () => {
    const ended = world;
    world = undefined;
    await ended?.drop();
  });
  afterAll(end);
  return () => {
    if (world === undefined) throw new Error("useAws: there is a world only in a test");
    return world;
  };
}
