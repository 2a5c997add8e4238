// A picture in the text: what it shows in words, how wide it is, and a handle to drag.
import type { Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import type { NodeView } from "@tiptap/pm/view";
import { icon, make } from "../../ui/html.ts";
import { say } from "../words.ts";

const NARROWEST = 40, STEP = 20;

export class ImageView implements NodeView {
  readonly dom = make("span", { class: "picture" });
  private readonly image = make("img");
  private readonly handle = make("span", { class: "picture-handle", role: "slider", tabindex: "0", "aria-label": say("picture.width"), "aria-valuemin": String(NARROWEST) });
  private readonly words = make("button", { type: "button", class: "picture-words" });

  constructor(private node: Node, private readonly editor: Editor, private readonly position: () => number | undefined, ask: (view: ImageView) => void) {
    this.dom.append(this.image);
    if (editor.isEditable) this.dom.append(this.handle, this.words);
    this.handle.addEventListener("pointerdown", (event) => this.drag(event));
    this.handle.addEventListener("keydown", (event) => this.onKey(event));
    this.words.addEventListener("click", () => ask(this));
    this.draw();
  }

  get alt() {
    return String(this.node.attrs.alt ?? "");
  }

  set(attrs: Record<string, unknown>) {
    const at = this.position();
    if (at === undefined || !this.editor.isEditable) return;
    this.editor.view.dispatch(this.editor.state.tr.setNodeMarkup(at, undefined, { ...this.node.attrs, ...attrs }));
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.draw();
    return true;
  }

  stopEvent(event: Event): boolean {
    return this.handle.contains(event.target as globalThis.Node) || this.words.contains(event.target as globalThis.Node);
  }

  ignoreMutation(): boolean {
    return true;
  }

  private draw() {
    const { src, alt, title, width, height } = this.node.attrs as Record<string, string | number | null>;
    const isAllowed = /^(https:\/\/|\/(?!\/))/.test(String(src));
    if (isAllowed && this.image.getAttribute("src") !== src) this.image.src = String(src);
    this.image.alt = String(alt ?? "");
    this.image.title = String(title ?? "");
    for (const [name, value] of [["width", width], ["height", height]] as const) {
      if (value) this.image.setAttribute(name, String(value));
      else this.image.removeAttribute(name);
    }
    this.handle.setAttribute("aria-valuenow", String(width ?? (this.image.naturalWidth || NARROWEST)));
    this.words.replaceChildren(icon(alt ? "edit" : "alert"), alt ? say("picture.alt.edit") : say("picture.alt.add"));
    this.words.title = String(alt || say("picture.alt.why"));
    this.dom.toggleAttribute("data-mute", !alt);
  }

  private drag(event: PointerEvent) {
    event.preventDefault();
    const start = event.clientX, before = this.image.getBoundingClientRect().width;
    this.handle.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent) => {
      this.image.removeAttribute("height");
      this.image.width = this.clamp(before + moved.clientX - start);
    };
    this.handle.addEventListener("pointermove", move);
    this.handle.addEventListener("lostpointercapture", () => {
      this.handle.removeEventListener("pointermove", move);
      this.resize(this.image.getBoundingClientRect().width);
    }, { once: true });
  }

  private onKey(event: KeyboardEvent) {
    const by = { ArrowRight: STEP, ArrowUp: STEP, ArrowLeft: -STEP, ArrowDown: -STEP }[event.key];
    if (!by) return;
    event.preventDefault();
    this.resize(this.image.getBoundingClientRect().width + by);
  }

  private resize(wanted: number) {
    const { naturalWidth, naturalHeight } = this.image;
    const width = this.clamp(wanted);
    const height = naturalWidth ? Math.max(1, Math.round((width * naturalHeight) / naturalWidth)) : null;
    if (width !== this.node.attrs.width) this.set({ width, height });
  }

  private clamp(width: number): number {
    const most = this.dom.parentElement?.clientWidth ?? 1200;
    return Math.round(Math.max(NARROWEST, Math.min(width, most, this.image.naturalWidth || width)));
  }
}
