#!/usr/bin/env node
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { findBinary } from "../lib/binary.js";

const child = spawn(findBinary(), process.argv.slice(2), { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
// As shells say it: 128 and the signal's number.
child.on("exit", (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
child.on("error", (error) => {
  console.error(`parhelion: ${error.message}`);
  process.exit(1);
});
