// What the JavaScript of .ci/clients.d shares. The endpoint and credentials come from the environment.
"use strict";
const assert = require("node:assert/strict");

const endpoint = process.env.AWS_ENDPOINT_URL;

/** The SDK's call fails with AWS's code: its error. */
async function refused(code, promise) {
  const error = await promise.then(() => assert.fail(`${code} expected`), (error) => error);
  assert.equal(error.name, code, String(error));
  return error;
}

/** The server's own controls: a GET, or a POST of JSON. */
async function control(path, body) {
  const options = body && { method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(`${endpoint}/_parhelion/${path}`, options);
  assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`);
  return answer;
}

/** An HTTP server on a free port of this machine: its origin. */
async function serve(handler) {
  const server = require("node:http").createServer(handler);
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

/** The path of a program that is here or can be installed; else the script ends, and says why. */
function installed(name) {
  const script = `. "$CLIENTS_LIB/support.sh"; installed ${name} && command -v ${name}`;
  const { status, stdout } = require("node:child_process").spawnSync("bash", ["-c", script], { encoding: "utf8" });
  if (status !== 0) {
    console.log(stdout.trim());
    process.exit(0);
  }
  return stdout.trim();
}

module.exports = { assert, control, endpoint, installed, refused, serve };
