// What happens to a phone's storage behind its back: one of the two copies is damaged.

/** @param {any} disk @param {{kind: string, chance: number}} given `chance` 0–1 chooses the place */
export function damage(disk, { kind, chance }) {
  const name = [...disk.files.keys()].find((file) => file.startsWith("journal-"));
  const bytes = disk.files.get(name);
  const at = Math.floor(chance * (bytes?.length ?? 0));
  if (kind === "flip" && bytes?.length) bytes[at] ^= 0x55;
  if (kind === "block") bytes?.fill(0, at, at + 64);
  if (kind === "cut" && bytes) disk.files.set(name, bytes.slice(0, at));
  if (kind === "unlink") disk.files.delete(name);
  if (kind === "empty") disk.wipeIndex();
  if (kind === "remember") disk.older = structuredClone(disk.index);
  if (kind === "older" && disk.older) disk.index = structuredClone(disk.older);
  return kind;
}
