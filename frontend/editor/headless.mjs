// A real editor without a browser, for tests: reads lines of {update, steps?} and answers {json, wrote, update}.
// `update` is base64. `wrote` says how many bytes opening alone added to the document.
import { createInterface } from "node:readline";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html>", { pretendToBeVisual: true });
const NAMES = ["document", "navigator", "Node", "HTMLElement", "Element", "MutationObserver", "getSelection", "Range", "DOMParser"];
const MORE = ["Event", "KeyboardEvent", "requestAnimationFrame", "cancelAnimationFrame", "getComputedStyle", "innerHeight"];
for (const name of ["window", ...NAMES, ...MORE]) {
  const value = name === "window" ? window : window[name];
  const bound = typeof value === "function" && /^[a-z]/.test(name) && name !== "window" ? value.bind(window) : value;
  Object.defineProperty(globalThis, name, { value: bound, configurable: true, writable: true });
}
window.Range.prototype.getClientRects = () => [];
window.Range.prototype.getBoundingClientRect = () => ({ top: 0, left: 0, right: 0, bottom: 0 });

const Y = await import("yjs");
const { Editor } = await import("@tiptap/core");
const { default: Collaboration } = await import("@tiptap/extension-collaboration");
const { yXmlFragmentToProseMirrorRootNode } = await import("@tiptap/y-tiptap");
const { loadSchema } = await import("./load.mjs");
const { extensions } = await loadSchema();

const STEPS = {
  type: (editor) => editor.commands.insertContentAt(1, "typed 支付 "),
  bold: (editor) => editor.chain().setTextSelection({ from: 1, to: 4 }).toggleBold().run(),
  code: (editor) => editor.chain().setTextSelection({ from: 2, to: 5 }).toggleCode().run(),
  list: (editor) => editor.chain().setTextSelection(1).toggleBulletList().run(),
  tasks: (editor) => editor.chain().setTextSelection(1).toggleTaskList().run(),
  table: (editor) => editor.chain().setTextSelection(1).insertTable({ rows: 2, cols: 2 }).run(),
  split: (editor) => editor.chain().setTextSelection(3).splitBlock().run(),
  paste: (editor) => editor.commands.insertContentAt(1, "<h2>Pasted</h2><p>a <u>b</u></p><details open><summary>c</summary><p>d</p></details>"),
  undo: (editor) => editor.commands.undo(),
};

for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(await tried(JSON.parse(line))));
process.exit(0);

async function tried({ update, steps = [] }) {
  const document = new Y.Doc();
  Y.applyUpdate(document, Buffer.from(update, "base64"));
  const before = Y.encodeStateVector(document);
  let deleted = 0;
  document.on("update", () => { deleted += 1; });
  const editor = new Editor({ element: window.document.createElement("div"), extensions: [...extensions, Collaboration.configure({ document })] });
  try {
    await new Promise((done) => setTimeout(done, 5));
    const own = Y.encodeStateAsUpdate(document, before).length;
    const wrote = deleted === 0 ? 0 : own;
    for (const step of steps) STEPS[step](editor);
    yXmlFragmentToProseMirrorRootNode(document.getXmlFragment("default"), editor.schema).check();
    return { json: editor.getJSON(), wrote, update: Buffer.from(Y.encodeStateAsUpdate(document)).toString("base64") };
  } catch (error) {
    return { error: String(error) };
  } finally {
    editor.destroy();
  }
}
