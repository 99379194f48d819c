// SHA-256 (FIPS 180-4) at once, for what is not secret: digests of sealed records. WebCrypto answers only after its own
// thread had a turn, and on a cheap phone each such wait costs milliseconds of every save. Keys never come here.

const SIZE = 64; // bytes of a block
const primes = [2];
for (let n = 3; primes.length < 64; n += 2) if (primes.every((prime) => n % prime)) primes.push(n);
const fraction = (root) => (root - Math.floor(root)) * 2 ** 32;
const START = Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const ROUND = Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const words = new Uint32Array(64);

const turn = (x, by) => (x >>> by) | (x << (32 - by));

/** The message with a one bit, zeros and its length, in whole blocks. */
function padded(bytes) {
  const whole = new DataView(new ArrayBuffer(Math.ceil((bytes.length + 9) / SIZE) * SIZE));
  new Uint8Array(whole.buffer).set(bytes);
  whole.setUint8(bytes.length, 0x80);
  whole.setUint32(whole.byteLength - 8, Math.floor(bytes.length / 2 ** 29));
  whole.setUint32(whole.byteLength - 4, bytes.length << 3);
  return whole;
}

const sum0 = (x) => turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
const sum1 = (x) => turn(x, 17) ^ turn(x, 19) ^ (x >>> 10);

/** One block into the state. */
function mix(state, block, at) {
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    words[i] =
      i < 16
        ? block.getUint32(at + 4 * i)
        : words[i - 16] + sum0(words[i - 15]) + words[i - 7] + sum1(words[i - 2]);
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUND[i] + words[i]) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] += value));
}

/** @param {Uint8Array} bytes nothing secret @returns {Uint8Array} its SHA-256 */
export function digest(bytes) {
  const state = START.slice();
  const message = padded(bytes);
  for (let at = 0; at < message.byteLength; at += SIZE) mix(state, message, at);
  const out = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => out.setUint32(4 * i, word));
  return new Uint8Array(out.buffer);
}
