// The schema, bundled for Node beside the packages it imports.
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

export async function loadSchema() {
  const outfile = fileURLToPath(new URL("../node_modules/.afterword/schema.mjs", import.meta.url));
  const entry = fileURLToPath(new URL("schema.ts", import.meta.url));
  await esbuild.build({ entryPoints: [entry], outfile, bundle: true, packages: "external", format: "esm", logLevel: "warning" });
  return import(outfile);
}
