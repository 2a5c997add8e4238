// A callout: which kind it is, its title, and its text.
import type { Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import type { NodeView } from "@tiptap/pm/view";
import { make } from "../../ui/html.ts";
import { say } from "../words.ts";

const KINDS = ["note", "tip", "important", "warning", "caution"];

export class CalloutView implements NodeView {
  readonly dom = make("aside", { class: "remark" });
  readonly contentDOM = make("div");
  private readonly kind: HTMLSelectElement;
  private readonly title = make("input", { class: "remark-name", "aria-label": say("callout.title"), placeholder: say("callout.title"), maxlength: "200" });
  private readonly head = make("div", { class: "remark-title", contenteditable: "false" });

  constructor(private node: Node, private readonly editor: Editor, private readonly position: () => number | undefined) {
    this.kind = make("select", { "aria-label": say("callout.kind") }, ...KINDS.map((each) => make("option", { value: each }, say(`callout.${each}`))));
    this.kind.addEventListener("change", () => this.set({ kind: this.kind.value }));
    this.title.addEventListener("change", () => this.set({ title: this.title.value.trim() || null }));
    this.title.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.set({ title: this.title.value.trim() || null });
      this.editor.commands.focus((this.position() ?? 0) + 2);
    });
    this.head.append(this.kind, this.title);
    this.dom.append(this.head, this.contentDOM);
    this.draw();
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.draw();
    return true;
  }

  stopEvent(event: Event): boolean {
    return this.head.contains(event.target as globalThis.Node);
  }

  ignoreMutation(mutation: { target: globalThis.Node }): boolean {
    return !this.contentDOM.contains(mutation.target) || mutation.target === this.dom;
  }

  private draw() {
    const kind = KINDS.includes(String(this.node.attrs.kind)) ? String(this.node.attrs.kind) : "note";
    this.dom.className = `remark remark-${kind}`;
    this.kind.value = kind;
    const title = String(this.node.attrs.title ?? "");
    if (document.activeElement !== this.title) this.title.value = title;
    const isFixed = !this.editor.isEditable;
    this.kind.disabled = this.title.disabled = isFixed;
    this.title.hidden = isFixed && !title;
  }

  private set(attrs: Record<string, unknown>) {
    const at = this.position();
    if (at === undefined) return;
    this.editor.view.dispatch(this.editor.state.tr.setNodeMarkup(at, undefined, { ...this.node.attrs, ...attrs }));
  }
}
