// The anchor's client: a local PouchDB pushes its documents with replicate.to, as its guide says.
// Usage: node push.mjs <folder of node_modules> <folder for the store> <server> <documents.json> <batch size>
// Each line on stdin is one of "warm", "push", "again"; the answer is "<seconds> <documents on the server>".
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { readFileSync } from "node:fs";

const [modules, store, server, file, batch] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const PouchDB = require("pouchdb");
const documents = JSON.parse(readFileSync(file, "utf8"));
const warmUp = documents.slice(0, 200).map((each) => ({ ...each, _id: `w${each._id}` }));

async function filled(name, rows) {
  const database = new PouchDB(`${store}/${name}`);
  await database.bulkDocs(rows);
  return database;
}

// "again" pushes the same revisions from a store that has lost its checkpoint, as a restored phone would.
const sources = {
  warm: await filled("warm", warmUp),
  push: await filled("push", documents),
  again: await filled("again", documents),
};
const target = `${server}/contacts`;

async function timed(source) {
  const started = performance.now();
  await source.replicate.to(target, { batch_size: Number(batch) });
  const seconds = (performance.now() - started) / 1000;
  const { doc_count: count } = await new PouchDB(target).info();
  return `${seconds.toFixed(4)} ${count}`;
}

console.log("ready");
for await (const line of createInterface({ input: process.stdin })) console.log(await timed(sources[line]));
