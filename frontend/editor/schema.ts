// What a document may hold: Tiptap's open-source nodes and marks, and our own. `npm run build` writes it down for
// Python as clients/afterword_text/schema.json. A new node or mark takes a higher VERSION: older editors may not write.
import { type AnyExtension, type Attribute as Editable, getSchema } from "@tiptap/core";
import Code from "@tiptap/extension-code";
import CodeBlock from "@tiptap/extension-code-block";
import { Details, DetailsContent, DetailsSummary } from "@tiptap/extension-details";
import Heading from "@tiptap/extension-heading";
import Highlight from "@tiptap/extension-highlight";
import Image from "@tiptap/extension-image";
import { TaskItem, TaskList } from "@tiptap/extension-list";
import Subscript from "@tiptap/extension-subscript";
import Superscript from "@tiptap/extension-superscript";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import type { NodeSpec } from "@tiptap/pm/model";
import StarterKit from "@tiptap/starter-kit";
import { type Attributes, MARKS, NODES, attributesOf } from "./attributes";
import { OWN_MARKS, OWN_NODES } from "./own";

export const VERSION = 2;

type Editables = Record<string, Partial<Editable>>;
type Real = Record<string, { default?: unknown }>;

const quiet = { default: null };
const aligned = (theirs?: Editables) => ({ ...theirs, align: quiet });

/** Everything that tells what a document may hold; undo is Collaboration's own. */
export const extensions: AnyExtension[] = [
  StarterKit.configure({
    ...{ undoRedo: false, heading: false, code: false, codeBlock: false },
    // Nothing becomes a link by being opened: an address that nobody linked would be written into the document.
    link: { autolink: false, HTMLAttributes: { target: null, rel: null, class: null } },
  }),
  Heading.extend({ addAttributes() { return { ...this.parent?.(), id: quiet }; } }),
  // Tiptap's code takes no other mark beside it; Markdown has bold code and linked code.
  Code.extend({ excludes: "code" }),
  CodeBlock.extend({ addAttributes() { return { ...this.parent?.(), meta: quiet }; } }),
  TaskList,
  TaskItem.configure({ nested: true }),
  Table,
  TableRow,
  TableCell.extend({ addAttributes() { return aligned(this.parent?.()); } }),
  TableHeader.extend({ addAttributes() { return aligned(this.parent?.()); } }),
  Image.extend({ addAttributes() { return { ...this.parent?.(), href: quiet }; } }).configure({ inline: true }),
  Details.configure({ persist: true }),
  DetailsSummary.extend({ content: "inline*" }),
  DetailsContent,
  Highlight,
  Superscript,
  Subscript,
  ...OWN_NODES,
  ...OWN_MARKS,
];

/** The schema as Python reads it. Throws when an attribute of the editor is not described, or the other way round. */
export function described(): object {
  const { nodes, marks } = getSchema(extensions);
  return {
    version: VERSION,
    top: "doc",
    nodes: Object.fromEntries(same(NODES, nodes).map((name) => [name, node(name, nodes[name]?.spec ?? {})])),
    marks: Object.fromEntries(same(MARKS, marks).map((name) => [name, attrs(name, attributesOf(MARKS, name), marks[name]?.spec.attrs)])),
  };
}

function node(name: string, spec: NodeSpec): object {
  const group = (spec.group ?? "").split(" ").find((each) => each === "block" || each === "inline");
  return {
    ...(group && { group }),
    ...(spec.content && { content: spec.content }),
    ...(spec.marks === "" && spec.content && { marks: [] }),
    ...attrs(name, attributesOf(NODES, name), spec.attrs),
  };
}

function attrs(name: string, said: Attributes, real: Real = {}): object {
  const made = same(said, real, `${name}.`).map((key) => {
    const start = said[key]?.required ? null : (real[key]?.default ?? null);
    return [key, { ...said[key], ...(start !== null && { default: start }) }];
  });
  return made.length ? { attrs: Object.fromEntries(made) } : {};
}

/** The names on both sides, in the order in which they are described. */
function same(said: object, real: object, where = ""): string[] {
  const [ours, theirs] = [Object.keys(said), Object.keys(real)];
  const alone = [...ours.filter((each) => !theirs.includes(each)), ...theirs.filter((each) => !ours.includes(each))];
  if (alone.length) throw new Error(`described and real schema differ in ${alone.map((each) => where + each).join(", ")}`);
  return ours;
}
