// A click on the outline of the zones fills the position of a service. The field stays the way for the keyboard.
const box = document.getElementById("place-map");
const field = document.getElementById("place");
const dot = box?.querySelector(".g-here");

/** Degrees of a point of the drawing, and back: the drawing says how it was made. */
const { x0, y0, kx, ky } = Object.fromEntries(Object.entries(box?.dataset ?? {}).map(([key, text]) => [key, Number(text)]));

function put(longitude, latitude) {
  dot.setAttribute("cx", x0 + longitude * kx);
  dot.setAttribute("cy", y0 + latitude * ky);
}

function clicked(event) {
  const picture = box.querySelector("svg");
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
  const longitude = (point.x - x0) / kx;
  const latitude = (point.y - y0) / ky;
  field.value = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  put(longitude, latitude);
}

function typed() {
  const [latitude, longitude] = field.value.split(/[,;\s]+/).map(Number);
  if (Number.isFinite(latitude) && Number.isFinite(longitude)) put(longitude, latitude);
}

box?.addEventListener("click", clicked);
field?.addEventListener("input", typed);
