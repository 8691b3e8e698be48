#!/usr/bin/env node
import { spawn } from "node:child_process";
import { findBinary } from "../lib/binary.js";

const child = spawn(findBinary(), process.argv.slice(2), { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => (signal ? process.kill(process.pid, signal) : process.exit(code)));
child.on("error", (error) => {
  console.error(`parhelion: ${error.message}`);
  process.exit(1);
});
