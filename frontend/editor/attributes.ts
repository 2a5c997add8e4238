// What each attribute takes. ProseMirror knows names and defaults only; the server checks values too.
export type Attribute = {
  type: "string" | "integer" | "boolean" | "integers";
  required?: true;
  options?: string[];
  minimum?: number;
  maximum?: number;
};
export type Attributes = Record<string, Attribute>;

const text: Attribute = { type: "string" };
const needed: Attribute = { type: "string", required: true };
const positive: Attribute = { type: "integer", minimum: 1 };
const span: Attribute = { type: "integer", minimum: 1, maximum: 1000 };
const oneOf = (...options: string[]): Attribute => ({ type: "string", options });
const neededOf = (...options: string[]): Attribute => ({ type: "string", options, required: true });
const cell: Attributes = {
  ...{ colspan: span, rowspan: span, colwidth: { type: "integers" } },
  align: oneOf("left", "center", "right"),
};
const foreign = { name: needed, json: needed };

export const NODES: Record<string, Attributes> = {
  doc: {},
  paragraph: {},
  heading: { level: { type: "integer", minimum: 1, maximum: 6, required: true }, id: text },
  bulletList: {},
  orderedList: { start: { type: "integer", minimum: 0, maximum: 999999999 }, type: text },
  listItem: {},
  taskList: {},
  taskItem: { checked: { type: "boolean" } },
  table: {},
  tableRow: {},
  tableCell: cell,
  tableHeader: cell,
  codeBlock: { language: text, meta: text },
  blockquote: {},
  callout: { kind: oneOf("note", "tip", "important", "warning", "caution"), title: text },
  details: { open: { type: "boolean" } },
  detailsSummary: {},
  detailsContent: {},
  definitionList: {},
  definitionTerm: {},
  definitionDescription: {},
  footnoteDefinition: { label: needed },
  guide: {},
  horizontalRule: {},
  liveBlock: { kind: needed, params: text },
  rawHtml: { html: needed },
  unknownBlock: foreign,
  hardBreak: {},
  image: { src: needed, alt: text, title: text, width: positive, height: positive, href: text },
  rawHtmlInline: { html: needed },
  unknownInline: foreign,
  footnoteReference: { label: needed },
  mention: { kind: neededOf("person", "team", "incident", "postmortem", "service"), id: needed, label: needed },
  date: { at: needed, zone: text, precision: oneOf("day", "minute", "second") },
  text: {},
};

export const MARKS: Record<string, Attributes> = {
  link: { href: needed, title: text, target: text, rel: text, class: text },
  bold: {},
  italic: {},
  underline: {},
  strike: {},
  superscript: {},
  subscript: {},
  highlight: {},
  claim: { state: neededOf("fact", "assumption", "unknown"), source: text },
  code: {},
};

export function attributesOf(table: Record<string, Attributes>, name: string): Attributes {
  return table[name] ?? {};
}
