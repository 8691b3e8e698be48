// The server's program: of this platform's package, unless PARHELION_BINARY names another.
import { createRequire } from "node:module";

/** Its path; throws where there is none. */
export function findBinary() {
  if (process.env.PARHELION_BINARY) return process.env.PARHELION_BINARY;
  const platform = `${process.platform}-${process.arch}`;
  const program = process.platform === "win32" ? "parhelion.exe" : "parhelion";
  try {
    return createRequire(import.meta.url).resolve(`@parhelion/${platform}/${program}`);
  } catch {
    throw new Error(`no parhelion program: install @parhelion/${platform}, or set PARHELION_BINARY`);
  }
}
