// Draws and reads QR codes beside the page, which stays quick meanwhile. Pictures come from the camera page and go nowhere.
// Joined with what it imports into one classic script: module workers are younger than the oldest browser we support.
import { draw } from "./draw.js";
import { read } from "./read.js";

onmessage = ({ data: { text, picture, side } }) => postMessage(picture ? read(picture, side) : draw(text));
