// Builds src/afterword/web/static/dist from frontend/. The same sources give the same bytes, on any machine:
// no dates, no paths, no source maps, and every input read in a fixed order.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";
import { sprite } from "./icons/sprite.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
// AFTERWORD_DIST lets the test build elsewhere and compare.
const dist = process.env.AFTERWORD_DIST ?? here("../src/afterword/web/static/dist");
const targets = ["chrome123", "firefox121", "safari17.5"];

/** Lets a style sheet import SCSS: the parts of Tabler that we use are written in it. */
const scss = {
  name: "scss",
  setup(build) {
    build.onLoad({ filter: /\.scss$/ }, ({ path }) => {
      const { css } = sass.compile(path, { loadPaths: [here("node_modules")], charset: false, quietDeps: true });
      return { contents: css, loader: "css" };
    });
  },
};

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const scripts = await esbuild.build({
  absWorkingDir: here("."),
  entryPoints: { app: "ui/app.ts", editor: "editor/report-editor.ts" },
  metafile: true,
  outdir: dist,
  bundle: true,
  minify: true,
  format: "esm",
  target: targets,
  legalComments: "none",
  logLevel: "warning",
});
await esbuild.build({
  absWorkingDir: here("."),
  entryPoints: { app: "styles/app.css", editor: "styles/editor.css" },
  outdir: dist,
  bundle: true,
  minify: true,
  target: targets,
  legalComments: "none",
  external: ["data:*"],
  plugins: [scss],
  logLevel: "warning",
});
await writeFile(`${dist}/icons.svg`, await sprite());
await writeFile(`${dist}/mark.svg`, await readFile(here("icons/own/mark.svg")));
await writeFile(`${dist}/LICENSES.txt`, `${await readFile(here("LICENSES.txt"), "utf8")}\n${await licences(scripts.metafile)}`);
// What was built from what, so that a test can say "build again" on a machine without Node.
const sources = ["LICENSES.txt", "build.mjs", "editor", "icons", "package-lock.json", "styles", "ui"];
const record = { sources: await digest(here("."), sources), dist: await digest(dist, await readdir(dist)) };
if (!process.env.AFTERWORD_DIST) await writeFile(here("built.json"), `${JSON.stringify(record, null, 2)}\n`);
console.log((await readdir(dist)).sort().join(" "));

/** Every package that is in a bundle: its copyright, and the whole licence where it is not the one that stands above. */
async function licences({ outputs }) {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  const names = inputs.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean);
  const told = [...new Set(names)].sort().map(async (name) => {
    const folder = here(`node_modules/${name}`);
    const { version, license, author } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
    const text = file ? await readFile(join(folder, file), "utf8") : "";
    const line = /^.*copyright.*$/im.exec(text)?.[0].trim() ?? `Copyright (c) ${author?.name ?? author ?? `the authors of ${name}`}`;
    return `${name} ${version}\n${license} License, ${line}\n${license === "MIT" ? "" : `\n${text.trim()}\n`}`;
  });
  return `${(await Promise.all(told)).join("\n")}`;
}

/** The sha256 over names, lengths and contents, as `digest_of` in src/afterword/web/assets.py makes it. */
async function digest(root, names) {
  const found = (await Promise.all(names.map((name) => filesAt(root, name)))).flat().sort();
  const total = createHash("sha256");
  for (const name of found) {
    const body = await readFile(join(root, name));
    total.update(`${name}\0${body.length}\0`).update(body);
  }
  return total.digest("hex").slice(0, 12);
}

async function filesAt(root, name) {
  const path = join(root, name);
  if ((await stat(path)).isFile()) return [name];
  const inside = await readdir(path);
  return (await Promise.all(inside.map((each) => filesAt(root, `${name}/${each}`)))).flat();
}
