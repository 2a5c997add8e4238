// Writes clients/afterword_text/schema.json from editor/schema.ts, and from what it was made, so that a test
// can say "build again" on a machine without Node.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const SOURCES = ["editor/attributes.ts", "editor/own.ts", "editor/schema.ts", "package-lock.json"];

if (existsSync(here("node_modules/@tiptap/core"))) await write();
else console.log("Tiptap is not installed: run `npm ci` in frontend/ to make schema.json; it stays as it was");

async function write() {
  const { loadSchema } = await import("./editor/load.mjs");
  const { described } = await loadSchema();
  const body = `${JSON.stringify(described(), null, 2)}\n`;
  // AFTERWORD_SCHEMA lets the test write elsewhere and compare.
  await writeFile(process.env.AFTERWORD_SCHEMA ?? here("../clients/afterword_text/schema.json"), body);
  if (process.env.AFTERWORD_SCHEMA) return;
  const sources = await Promise.all(SOURCES.map(async (name) => [name, await readFile(here(name))]));
  const record = { sources: digest(sources), schema: digest([["schema.json", Buffer.from(body)]]) };
  await writeFile(here("editor/made.json"), `${JSON.stringify(record, null, 2)}\n`);
}

/** As `digest_of` in src/afterword/web/assets.py makes it; the names have to come sorted. */
function digest(files) {
  const total = createHash("sha256");
  for (const [name, body] of files) total.update(`${name}\0${body.length}\0`).update(body);
  return total.digest("hex").slice(0, 12);
}
