// The digest that does not wait says what WebCrypto says, for every length around its blocks.
import assert from "node:assert/strict";
import { test } from "node:test";
import { hex } from "../../outreach/static/js/privacy/bytes.js";
import { digest } from "../../outreach/static/js/privacy/sha256.js";

const theirs = async (bytes) => hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));

test("the published examples", () => {
  const said = (text) => hex(digest(new TextEncoder().encode(text)));
  assert.equal(said(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  assert.equal(said("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test("all lengths up to five blocks, and a long one", async () => {
  for (const length of [...Array(321).keys(), 70_001]) {
    const bytes = crypto.getRandomValues(new Uint8Array(Math.min(length, 65_536)));
    const whole = length > 65_536 ? new Uint8Array(length).fill(7) : bytes;
    assert.equal(hex(digest(whole)), await theirs(whole), `${length} bytes`);
  }
});

test("a part of a larger array", async () => {
  const whole = crypto.getRandomValues(new Uint8Array(300));
  assert.equal(hex(digest(whole.subarray(17, 200))), await theirs(whole.slice(17, 200)));
});
