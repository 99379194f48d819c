// Makes outreach/static/made: the phone app's scripts, joined and made small. `./dev minify` runs it; phones get them as
// long as they were made from the sources that stand there (outreach/minified.py), else those sources, joined and readable.
//
// What is done to them: templates become calls (what htm would do on the phone), modules are joined
// (rollup), names that nobody sees are shortened (terser). No name of a property is touched.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import babel from "@babel/core";
import htm from "babel-plugin-htm";
import { rollup } from "@rollup/wasm-node";
import { minify } from "terser";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const STATIC = path.join(HERE, "../../outreach/static");
const MADE = path.join(STATIC, "made");
const APP = "js/field-app.js";
const QR = "js/qr/worker.js"; // joined too: nothing is left to import
const ALONE = ["js/first.js", "js/store/opfs-worker.js"]; // classic scripts, each by itself
const LIBRARY = path.join(STATIC, "vendor/htm-preact-3.1.1/standalone.module.js");
const ADDRESS = /\bnew URL\(\s*(['"])([^'"]+)\1\s*,\s*import\.meta\.url\s*\)/g;

const sha256 = (content) => createHash("sha256").update(content).digest("hex");
const named = (file) => path.relative(STATIC, file).split(path.sep).join("/");

/** Templates as calls: the phone does not have to read them first. */
function compiled(source) {
  if (!source.includes("html`")) return source;
  const plugins = [[htm, { pragma: "$h", useNativeSpread: true }]];
  const { code } = babel.transformSync(source, { configFile: false, babelrc: false, plugins });
  return `import { h as $h } from ${JSON.stringify(LIBRARY)};\n${code}`;
}

/** Addresses relative to the module, made relative to where all scripts stand afterwards: js/. */
function moved(source, file) {
  return source.replace(ADDRESS, (_, quote, address) => {
    const target = path.relative(path.join(STATIC, "js"), path.join(path.dirname(file), address));
    return `new URL("${target.startsWith(".") ? target : `./${target}`}", import.meta.url)`;
  });
}

/** The view library without its reader of templates: none is left to read. It is marked as free of side effects, so that it goes. */
function unread(library) {
  const marked = library.replace(/\bfe=function\b/, "fe=/*@__PURE__*/function");
  if (marked === library || !library.includes("fe as html")) throw new Error("another view library: look for its html()");
  return marked;
}

const ours = {
  name: "ours",
  async load(file) {
    if (file === LIBRARY) return unread(await readFile(file, "utf8"));
    return file.startsWith(path.join(STATIC, "js")) ? compiled(moved(await readFile(file, "utf8"), file)) : null;
  },
};

const small = async (source, module) =>
  (await minify(source, { module, toplevel: module, ecma: 2022, compress: { passes: 3 }, format: { comments: false } })).code;

async function joined(entry) {
  const bundle = await rollup({ input: path.join(STATIC, entry), plugins: [ours], preserveEntrySignatures: false });
  const { output } = await bundle.generate({
    ...{ format: "es", entryFileNames: entry, chunkFileNames: "js/[name]-[hash].js" },
    ...{ hoistTransitiveImports: false, minifyInternalExports: true, generatedCode: "es2015" },
  });
  const scripts = {};
  for (const { fileName, code } of output) scripts[fileName] = `${await small(code, true)}\n`;
  const sources = output.flatMap(({ moduleIds }) => moduleIds.map(named)).sort();
  return { scripts, sources, parts: output.map(({ fileName, modules }) => [fileName, modules]) };
}

/** One hash over the names and bytes of all sources, as outreach/minified.py reckons it. */
async function digestOf(sources) {
  const lines = await Promise.all(sources.map(async (name) => `${name} ${sha256(await readFile(path.join(STATIC, name)))}`));
  return sha256(lines.join("\n"));
}

const tools = async () => sha256((await readFile(path.join(HERE, "make.mjs"))) + (await readFile(path.join(HERE, "package-lock.json"))));

const [app, qr] = [await joined(APP), await joined(QR)];
const scripts = { ...app.scripts, ...qr.scripts };
for (const name of ALONE) scripts[name] = `${await small(await readFile(path.join(STATIC, name), "utf8"), false)}\n`;
const all = [...new Set([...app.sources, ...qr.sources, ...ALONE])].sort();
const files = Object.fromEntries(Object.keys(scripts).sort().map((name) => [name, sha256(scripts[name])]));
await rm(MADE, { recursive: true, force: true });
for (const [name, script] of Object.entries(scripts)) {
  await mkdir(path.dirname(path.join(MADE, name)), { recursive: true });
  await writeFile(path.join(MADE, name), script);
}
const facts = { tools: await tools(), digest: await digestOf(all), files, sources: all };
await writeFile(path.join(MADE, "made.json"), `${JSON.stringify(facts, null, 1)}\n`);
if (process.argv.includes("--parts"))
  for (const [name, modules] of [...app.parts, ...qr.parts])
    for (const [file, { renderedLength }] of Object.entries(modules)) console.log(name, named(file), renderedLength);
