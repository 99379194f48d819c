// Reads a QR code with the camera. Pictures go to our own worker file and nowhere else; none is kept.
import { html, useEffect, useRef, useState } from "./kit.js";
import { scriptUrl } from "../trusted.js";
import { W } from "./words.js";

const READER = new URL("../../vendor/qr-scanner-1.2.0/qr-scanner-worker.min.js", import.meta.url);
const SIDE = 480; // pixels of the square that is read: enough for a card code, quick on a cheap phone
const EVERY = 160;

/** A square of the camera; `found(text)` for what a code says, `none()` where there is no camera. */
export function Camera({ found, none }) {
  const video = useRef(null);
  const [ready, setReady] = useState(false);
  useEffect(() => watch(video.current, found, none, () => setReady(true)), []);
  return html`<div class="o-cam" role="img" aria-label=${W.lookAtCode}>
    <video ref=${video} autoplay muted playsinline hidden=${!ready}></video></div>`;
}

/** Starts reading; returns what stops it. */
function watch(video, found, none, ready) {
  const reader = new Worker(scriptUrl(READER));
  let stream = null;
  let timer = 0;
  let over = false;
  const stop = () => {
    over = true;
    clearInterval(timer);
    reader.terminate();
    stream?.getTracks().forEach((track) => track.stop());
  };
  reader.onmessage = ({ data }) => {
    if (!over && data.type === "qrResult" && data.data) {
      stop();
      found(data.data);
    }
  };
  open(video).then((opened) => {
    stream = opened;
    if (over) return stop();
    ready();
    timer = setInterval(() => ask(video, reader), EVERY);
  }, none);
  return stop;
}

async function open(video) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  video.srcObject = stream;
  return stream;
}

/** Sends the middle of the picture to the reader. */
function ask(video, reader) {
  const side = Math.min(video.videoWidth, video.videoHeight);
  if (!side) return;
  const canvas = ask.canvas || (ask.canvas = new OffscreenCanvas(SIDE, SIDE));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side, 0, 0, SIDE, SIDE);
  const picture = context.getImageData(0, 0, SIDE, SIDE);
  reader.postMessage({ type: "decode", data: picture }, [picture.data.buffer]);
}
