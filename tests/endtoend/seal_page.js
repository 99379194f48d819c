// Runs in the page: seals records with the phone's own modules, as the save path does.
// Gives for each record the item that the phone would send and the digest that it expects to be proven.
async ({ base, org, device, ring, records, first }) => {
  const { Sealer } = await import(`${base}js/privacy/sealer.js`);
  const { b64 } = await import(`${base}js/privacy/bytes.js`);
  const sealer = new Sealer({ now: () => Date.now(), after: () => {} });
  const me = { org, device, ring };
  const sealed = [];
  for (const [i, record] of records.entries()) {
    const item = await sealer.seal(me, record, crypto.randomUUID(), first + i);
    const { digest, ...sent } = { ...item, env: b64(item.env) };
    sealed.push({ sent, digest });
  }
  return sealed;
}
