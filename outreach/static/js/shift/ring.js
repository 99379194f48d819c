// The check-in's alarm: a vibration, and a short tone only where the worker asked for one.
import { buzz } from "../ui/look.js";

const TONES = [0, 0.35, 0.7]; // seconds
const LONG = 0.2;
let sound = null;

export function ring(look) {
  buzz(look, "alarm");
  if (look.ring) beep();
}

function beep() {
  sound ??= new AudioContext();
  void sound.resume();
  for (const at of TONES) {
    const [tone, loud] = [sound.createOscillator(), sound.createGain()];
    tone.frequency.value = 880;
    loud.gain.value = 0.2;
    tone.connect(loud).connect(sound.destination);
    tone.start(sound.currentTime + at);
    tone.stop(sound.currentTime + at + LONG);
  }
}
