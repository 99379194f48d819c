// The newest alert for this zone, on the shift page.

export function AlertStrip() {
  return null;
}
