// What the helpers for test runners share: a server and a root world once, a fork for each test.
import { Server, startServer } from "./index.js";

let root;

/** Tells that there is a root before it is prepared, so that it is prepared once. */
function begun(prepare) {
  root ??= (async () => {
    const endpoint = process.env.PARHELION_ENDPOINT;
    const server = endpoint ? new Server(endpoint) : await startServer();
    return { server, prepared: new Map() };
  })();
  return root.then(({ server, prepared }) => {
    if (!prepared.has(prepare)) {
      prepared.set(
        prepare,
        (async () => {
          const world = await server.fork();
          await prepare?.(world);
          return world;
        })(),
      );
    }
    return prepared.get(prepare);
  });
}

/** A world of a test's own, whose chance hangs on the test's name alone: its file's, and its own. */
export async function worldOf(name, prepare) {
  const world = await begun(prepare);
  return world.fork({ seed: hash(name) });
}

/** Drops what was prepared, and ends the server if it was started here. */
export async function end() {
  const begun = await root;
  root = undefined;
  if (begun === undefined) return;
  await Promise.allSettled([...begun.prepared.values()].map(async (world) => (await world).drop()));
  await begun.server.close();
}

/** The same in every process, and a number that JSON carries. */
function hash(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}
