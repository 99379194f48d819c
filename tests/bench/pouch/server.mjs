// The anchor's server: express-pouchdb on leveldb, as its README says. It does not fsync and stores in clear.
// Usage: node server.mjs <folder of node_modules> <folder for the store> ; prints "ready <port>".
// A line on stdin prints "bytes <in> <out>", counted on the sockets.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [modules, store] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const express = require("express");
const PouchDB = require("pouchdb").defaults({ prefix: `${store}/` });

const app = express();
app.use("/", require("express-pouchdb")(PouchDB, { mode: "minimumForPouchDB", inMemoryConfig: true,
  logPath: `${store}/log.txt` }));

const sockets = new Set();
const server = app.listen(0, "127.0.0.1", () => console.log(`ready ${server.address().port}`));
server.keepAliveTimeout = 60_000;
server.on("connection", (socket) => sockets.add(socket));

createInterface({ input: process.stdin }).on("line", () => {
  let up = 0;
  let down = 0;
  for (const socket of sockets) {
    up += socket.bytesRead;
    down += socket.bytesWritten;
  }
  console.log(`bytes ${up} ${down}`);
});
