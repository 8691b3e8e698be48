// Makes the npm package of one platform, which carries the server's program alone:
// node scripts/platform-package.js target/release/parhelion OUT-FOLDER [linux-x64]
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [binary, out, platform = `${process.platform}-${process.arch}`] = process.argv.slice(2);
const [os, cpu] = platform.split("-");
const { version, license } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url)));
const program = os === "win32" ? "parhelion.exe" : "parhelion";
mkdirSync(out, { recursive: true });
copyFileSync(binary, join(out, program));
chmodSync(join(out, program), 0o755);
const manifest = { name: `@parhelion/${platform}`, version, license, os: [os], cpu: [cpu], files: [program] };
writeFileSync(join(out, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
