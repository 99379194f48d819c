// The dedicated worker that holds OPFS files open. A classic script without imports: module workers are younger than
// the oldest browser we support. One request at a time, in order; every write is flushed before it is answered.

"use strict";

const handles = new Map();
let last = Promise.resolve();

const folder = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("outreach", { create: true });

// Another tab that is just closing may hold the file for a moment longer.
async function access(file) {
  for (let wait = 25; ; wait *= 2) {
    try {
      return await file.createSyncAccessHandle();
    } catch (error) {
      if (wait > 1600) throw error;
      await new Promise((resume) => setTimeout(resume, wait));
    }
  }
}

async function handleOf(name) {
  if (!handles.has(name)) {
    const file = await (await folder()).getFileHandle(name, { create: true });
    handles.set(name, await access(file));
  }
  return handles.get(name);
}

function drop(name) {
  try {
    handles.get(name)?.close();
  } finally {
    handles.delete(name);
  }
}

const work = {
  async list() {
    const names = [];
    for await (const [name, entry] of (await folder()).entries()) if (entry.kind === "file") names.push(name);
    return names;
  },
  async read(name) {
    const handle = await handleOf(name);
    const bytes = new Uint8Array(handle.getSize());
    return bytes.subarray(0, handle.read(bytes, { at: 0 }));
  },
  async append(name, bytes, at) {
    const handle = await handleOf(name);
    if (handle.getSize() !== at) handle.truncate(at);
    if (handle.write(bytes, { at }) !== bytes.length)
      throw new DOMException("not enough space", "QuotaExceededError");
    handle.flush();
  },
  async remove(name) {
    drop(name);
    await (await folder()).removeEntry(name);
  },
  async close() {
    for (const name of [...handles.keys()]) drop(name);
  },
};

async function answer({ id, op, args }) {
  try {
    postMessage({ id, value: await work[op](...args) });
  } catch (error) {
    if (op === "append") drop(args[0]); // a handle that failed once may be dead
    if (op === "remove" && error.name === "NotFoundError") return postMessage({ id });
    postMessage({ id, error: [error.message, error.name] });
  }
}

onmessage = ({ data }) => {
  last = last.then(() => answer(data));
};
