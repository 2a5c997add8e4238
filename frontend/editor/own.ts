// Nodes and marks that no open-source extension has. In HTML each is an element named by `data-node`.
import { type AnyExtension, Mark, Node, mergeAttributes } from "@tiptap/core";
import type { DOMOutputSpec } from "@tiptap/pm/model";
import { type Attributes, MARKS, NODES, attributesOf } from "./attributes";

const STARTS: Record<string, unknown> = { "callout.kind": "note", "date.precision": "minute" };

export const OWN_NODES: AnyExtension[] = [
  block("callout", "block+"),
  block("definitionList", "(definitionTerm | definitionDescription)+"),
  inside("definitionTerm", "inline*"),
  inside("definitionDescription", "block+"),
  block("footnoteDefinition", "block+"),
  block("guide", "inline*"),
  atom("liveBlock", "block"),
  atom("rawHtml", "block"),
  atom("unknownBlock", "block"),
  atom("rawHtmlInline", "inline"),
  atom("unknownInline", "inline"),
  atom("footnoteReference", "inline"),
  atom("mention", "inline"),
  atom("date", "inline"),
];

export const OWN_MARKS: AnyExtension[] = [
  Mark.create({
    name: "claim",
    addAttributes: () => attributes("claim", attributesOf(MARKS, "claim")),
    parseHTML: () => [{ tag: 'span[data-mark="claim"]' }],
    renderHTML: ({ HTMLAttributes }) => ["span", mergeAttributes({ "data-mark": "claim" }, HTMLAttributes), 0],
  }),
];

function block(name: string, content: string): Node {
  return inside(name, content).extend({ group: "block" });
}

function inside(name: string, content: string): Node {
  return Node.create({ name, content, defining: true, ...shown(name, 0) });
}

function atom(name: string, group: "block" | "inline"): Node {
  return Node.create({ name, group, inline: group === "inline", atom: true, selectable: true, ...shown(name) });
}

function shown(name: string, hole?: 0) {
  const tag = /Inline$|Reference$|^mention$|^date$/.test(name) ? "span" : "div";
  return {
    addAttributes: () => attributes(name, attributesOf(NODES, name)),
    parseHTML: () => [{ tag: `${tag}[data-node="${name}"]` }],
    renderHTML: ({ HTMLAttributes }: { HTMLAttributes: Record<string, unknown> }): DOMOutputSpec => {
      const all = mergeAttributes({ "data-node": name }, HTMLAttributes);
      return hole === 0 ? [tag, all, 0] : [tag, all];
    },
  };
}

/** The editor's side of the attributes: each is kept in HTML as `data-<name>`. */
function attributes(owner: string, said: Attributes) {
  return Object.fromEntries(Object.keys(said).map((name) => [name, attribute(owner, name, said[name]?.required)]));
}

function attribute(owner: string, name: string, required?: true) {
  const key = `data-${name}`;
  return {
    ...(required ? { isRequired: true } : { default: STARTS[`${owner}.${name}`] ?? null }),
    parseHTML: (element: HTMLElement) => element.getAttribute(key),
    renderHTML: (all: Record<string, unknown>) => (all[name] === null ? {} : { [key]: all[name] }),
  };
}
