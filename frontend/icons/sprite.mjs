// One SVG with a <symbol> per icon that templates use: our own first, then Tabler's by name.
import { readFile, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const outline = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';

/** The whole sprite, in the order of names, so that the same list gives the same bytes. */
export async function sprite() {
  const own = (await readdir(here("own"))).filter((file) => file.endsWith(".svg")).sort();
  const listed = (await readFile(here("tabler.txt"), "utf8")).split("\n").filter((line) => line && !line.startsWith("#"));
  const symbols = [];
  for (const file of own) symbols.push(symbol(file.slice(0, -4), await readFile(here(`own/${file}`), "utf8"), ""));
  for (const line of listed.sort()) {
    const [name, source = name] = line.split("=");
    const isFilled = source.startsWith("filled/");
    const path = isFilled ? source : `outline/${source}`;
    const svg = await readFile(here(`../node_modules/@tabler/icons/icons/${path}.svg`), "utf8");
    symbols.push(symbol(name, svg, isFilled ? 'fill="currentColor"' : outline));
  }
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

function symbol(name, svg, attributes) {
  const viewBox = /viewBox="([^"]+)"/.exec(svg)[1];
  const inside = svg
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" ?\/>/, "")
    .replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="${viewBox}" ${attributes}>${inside}</symbol>`;
}
