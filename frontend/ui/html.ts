// Small ways to make elements without parsing text.

/** An element with attributes and children; text stays text. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** An icon of the sprite, hidden from screen readers. */
export function icon(name: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${new URL("icons.svg", import.meta.url).pathname}#${name}`);
  svg.append(use);
  return svg;
}

/** A page that was fetched, as a document whose scripts never run. */
export function parsed(html: string): Document {
  return new DOMParser().parseFromString(html, "text/html");
}

const FIELDS = "[autofocus], .form-control, .form-select, textarea, input:not([type=hidden])";

/** Where writing begins: the first field that can be seen, past the select behind a combo box. */
export function firstField(within: ParentNode): HTMLElement | undefined {
  return [...within.querySelectorAll<HTMLElement>(FIELDS)].find((each) => each.checkVisibility());
}
