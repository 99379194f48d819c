// Words for passphrases: 4,096 short English words (12 bits each), the shortest of the EFF large word list,
// CC BY 3.0 US. They are data, loaded only when a passphrase is offered.
const LIST = new URL("./words.txt", import.meta.url);

/** @param {Response|{text: () => Promise<string>}} list @returns {Promise<string[]>} */
export const read = async (list) => (await list.text()).trim().split("\n");

/** @param {number} count @returns {Promise<string[]>} words drawn evenly and independently */
export async function offer(count = 4, list = fetch(LIST)) {
  const words = await read(await list);
  return Array.from(crypto.getRandomValues(new Uint16Array(count)), (drawn) => words[drawn % 4096]);
}
