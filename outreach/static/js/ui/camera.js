// Reads a QR code with the camera. Pictures go to our own worker file and nowhere else; none is kept.
import { html, useEffect, useRef, useState } from "./kit.js";
import { qrWorker } from "../qr/start.js";
import { W } from "./words.js";

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
  const reader = qrWorker();
  let stream;
  let busy = false; // a slow phone reads one picture at a time, the newest
  let timer;
  let over;
  const stop = () => {
    over = true;
    clearInterval(timer);
    reader.terminate();
    stream?.getTracks().forEach((track) => track.stop());
  };
  reader.onmessage = ({ data }) => {
    busy = false;
    if (!over && data) {
      stop();
      found(data);
    }
  };
  open(video).then((opened) => {
    stream = opened;
    if (over) return stop();
    ready();
    timer = setInterval(() => (busy ||= ask(video, reader)), EVERY);
  }, none);
  return stop;
}

async function open(video) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  video.srcObject = stream;
  return stream;
}

/** Sends the middle of the picture to the reader; false while there is none. */
function ask(video, reader) {
  const side = Math.min(video.videoWidth, video.videoHeight);
  if (!side) return false;
  const canvas = (ask.canvas ??= new OffscreenCanvas(SIDE, SIDE));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side, 0, 0, SIDE, SIDE);
  const picture = context.getImageData(0, 0, SIDE, SIDE).data;
  reader.postMessage({ picture, side: SIDE }, [picture.buffer]);
  return true;
}
