// Makes outreach/static/made: the phone app's scripts, joined and made small. `./dev minify` runs it; phones get them as
// long as they were made from the sources that stand there (outreach/minified.py), else those sources, joined and readable.
//
// What is done to them: templates become calls (what htm would do on the phone), modules are joined and split where they
// are imported late (esbuild), names that nobody sees are shortened (terser). No name of a property is touched.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import babel from "@babel/core";
import htm from "babel-plugin-htm";
import { build } from "esbuild";
import { minify } from "terser";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const STATIC = path.join(HERE, "../outreach/static");
const MADE = path.join(STATIC, "made");
const APP = "js/field-app.js";
const WORKERS = ["js/store/opfs-worker.js"]; // classic scripts, each by itself
const LIBRARY = path.join(STATIC, "vendor/htm-preact-3.1.1/standalone.module.js");
const TARGET = ["chrome109", "firefox113", "safari16.4"];
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

const ours = {
  name: "ours",
  setup(build) {
    build.onLoad({ filter: /static\/js\/.*\.js$/ }, async ({ path: file }) => {
      const source = await readFile(file, "utf8");
      return { contents: compiled(moved(source, file)), loader: "js" };
    });
  },
};

const small = async (source, module) =>
  (await minify(source, { module, toplevel: module, ecma: 2022, compress: { passes: 3 }, format: { comments: false } })).code;

async function joined() {
  const { outputFiles, metafile } = await build({
    ...{ entryPoints: [path.join(STATIC, APP)], bundle: true, splitting: true, format: "esm", write: false },
    ...{ outdir: path.join(STATIC, "js"), chunkNames: "[name]-[hash]", target: TARGET, plugins: [ours], metafile: true },
    ...{ minify: true, charset: "utf8", legalComments: "none", absWorkingDir: STATIC, logLevel: "warning" },
  });
  const scripts = {};
  for (const { path: file, text } of outputFiles) scripts[named(file)] = `${await small(text, true)}\n`;
  return { scripts, sources: Object.keys(metafile.inputs).sort(), parts: metafile.outputs };
}

/** One hash over the names and bytes of all sources, as outreach/minified.py reckons it. */
async function digestOf(sources) {
  const lines = await Promise.all(sources.map(async (name) => `${name} ${sha256(await readFile(path.join(STATIC, name)))}`));
  return sha256(lines.join("\n"));
}

const tools = async () => sha256((await readFile(path.join(HERE, "make.mjs"))) + (await readFile(path.join(HERE, "package-lock.json"))));

const { scripts, sources, parts } = await joined();
for (const name of WORKERS) scripts[name] = `${await small(await readFile(path.join(STATIC, name), "utf8"), false)}\n`;
const all = [...sources, ...WORKERS].sort();
const files = Object.fromEntries(Object.keys(scripts).sort().map((name) => [name, sha256(scripts[name])]));
await rm(MADE, { recursive: true, force: true });
for (const [name, script] of Object.entries(scripts)) {
  await mkdir(path.dirname(path.join(MADE, name)), { recursive: true });
  await writeFile(path.join(MADE, name), script);
}
const facts = { tools: await tools(), digest: await digestOf(all), files, sources: all };
await writeFile(path.join(MADE, "made.json"), `${JSON.stringify(facts, null, 1)}\n`);
if (process.argv.includes("--parts")) console.log(JSON.stringify(parts, null, 1));
