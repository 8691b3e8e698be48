// The ways in which this application can be broken, each with what is wrong.
"use strict";

const BUGS = {
  // not handled
  "errors-swallowed": "an error of AWS's is answered as if the file were kept",
  "promise-not-awaited": "nobody waits until the file is kept, and nobody hears that it is not: Node.js ends",
  "never-answers-on-error": "after an error of AWS's the user waits for ever",
  "logs-dropped-on-error": "log lines are gone when CloudWatch Logs refuses them",
  "removal-errors-swallowed": "a file that could not be removed is called removed",
  // a retry meets its own effect
  "retry-meets-itself": "the user's own file, there already because an answer was lost, is called another's",
  // corrupt or partial state
  "overwrites": "a file of the same name is replaced",
  "name-encoded": "the file is kept under its name as URLs have it",
  "type-guessed-by-name": "files are taken for text, and their white space for none",
  "incoming-beside-files": "files that are nobody's yet stand where the others do",
  "logs-lost-at-shutdown": "what is not sent yet when it is stopped is lost",
  "logs-in-batches-of-three": "lines are sent three at a time, and the rest never",
  "removal-not-awaited": "nobody waits until a file is removed",
  // wrong results
  "first-page-only": "the list of files ends with the first thousand",
  "list-remembered": "the list of files is read once",
  "asset-served-directly": "pages link assets in the bucket",
  "wrong-content-type": "assets are of a type that CloudFront does not compress",
  "no-invalidation": "a new version of an asset is not made known",
  "cached-for-ever": "assets may be kept for a year",
};

const chosen = process.env.BUG ?? "";
if (chosen && !(chosen in BUGS)) throw new Error(`BUG=${chosen} is none of ${Object.keys(BUGS).join(", ")}`);

/** Whether it is broken in this way. */
function bug(name) {
  if (!(name in BUGS)) throw new Error(name);
  return name === chosen;
}

module.exports = { BUGS, bug };
