// Builds explorer.js, explorer.css and LICENSES.txt into ../kg/explorer, or into the folder that is named.
// The same sources and the same package-lock.json give the same bytes.
import { build } from "esbuild";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(process.argv[2] ?? path.join(here, "..", "kg", "explorer"));

const options = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  charset: "ascii",
  legalComments: "none",
  target: ["chrome111", "firefox113", "safari16.4"],
};
const script = await build({ ...options, entryPoints: ["src/main.js"], format: "iife" });
const style = await build({ ...options, entryPoints: ["src/explorer.css"] });

const code = script.outputFiles[0].text;
const css = style.outputFiles[0].text;
for (const [name, text] of [
  ["explorer.js", code],
  ["explorer.css", css],
]) {
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`${name} would end its element in the page`);
  await writeFile(path.join(out, name), text);
}
await writeFile(path.join(out, "LICENSES.txt"), await licences(script.metafile));

async function licences(metafile) {
  const used = new Set(
    Object.keys(metafile.inputs).flatMap((input) => {
      const found = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
      return found ? [found[1]] : [];
    }),
  );
  const parts = ["explorer.js holds, beside this project's own code, parts of these packages.\n"];
  for (const name of [...used].sort()) {
    const folder = path.join(here, "node_modules", name);
    const about = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
    if (!file) throw new Error(`${name} brings no licence`);
    const text = (await readFile(path.join(folder, file), "utf8")).replaceAll("\r\n", "\n").trim();
    parts.push(`${"-".repeat(70)}\n${name} ${about.version}, ${about.license}\n\n${text}\n`);
  }
  return parts.join("\n");
}
