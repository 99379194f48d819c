// The worker that draws and reads QR codes.
import { scriptUrl } from "../trusted.js";

const SCRIPT = new URL("./worker.js", import.meta.url);

/** Takes { text } and answers with rows of modules; takes { picture, side } and answers with the text in it, or null. */
export const qrWorker = () => new Worker(scriptUrl(SCRIPT));
