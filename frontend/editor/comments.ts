// Where comments stand in the text. They are rows of their own; here they are only drawn, and a selection becomes the
// place of a new one. A place is two Yjs relative positions, so it moves with the words around it.
import { type Editor, Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import type { Outline } from "./outline.ts";

const LONGEST_QUOTE = 500, SETTLE_MS = 200;
const key = new PluginKey<DecorationSet>("comments");
type Sync = { doc: Y.Doc; type: Y.XmlFragment; binding: { mapping: never } | null };

export const Comments = Extension.create({
  name: "comments",
  addProseMirrorPlugins: () => [new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, before) {
        const fresh = transaction.getMeta(key) as DecorationSet | undefined;
        return fresh ?? before.map(transaction.mapping, transaction.doc);
      },
    },
    props: { decorations: (state) => key.getState(state) },
  })],
});

/** The page lists what is open in `#report-comments`; this marks each in the text, and shows one when its words are
 * chosen there or here. */
export class CommentLayer {
  private current = "";
  private readonly panel = document.getElementById("report-side");
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly watch = new MutationObserver(() => this.draw());

  constructor(private readonly editor: Editor, private readonly outline: Outline) {
    if (this.panel) this.watch.observe(this.panel, { childList: true, subtree: true, attributeFilter: ["data-state", "data-thread"] });
    this.panel?.addEventListener("click", this.onClick);
    editor.on("selectionUpdate", this.onSelection);
    // Places are found once the text is bound, and again when what others write has moved or brought back words.
    editor.on("transaction", ({ transaction }) => (transaction.docChanged || transaction.getMeta(ySyncPluginKey)) && this.drawSoon());
    this.drawSoon();
  }

  destroy() {
    clearTimeout(this.timer);
    this.watch.disconnect();
    this.panel?.removeEventListener("click", this.onClick);
  }

  /** Opens the form for a comment on what is selected, or on the section one is in. */
  start() {
    const opener = document.getElementById("comment-start") as HTMLAnchorElement | null;
    if (!opener) return;
    const { from, to, empty } = this.editor.state.selection;
    const sync = this.sync;
    const about = new URLSearchParams({ section: this.outline.at(from)?.id ?? "" });
    if (!empty && sync?.binding) {
      const place = (at: number) => {
        const relative = absolutePositionToRelativePosition(at, sync.type, sync.binding!.mapping) as Y.RelativePosition;
        return btoa(String.fromCharCode(...Y.encodeRelativePosition(relative)));
      };
      const words = this.editor.state.doc.textBetween(from, to, " ", " ");
      for (const [name, value] of Object.entries({ quote: words.slice(0, LONGEST_QUOTE), start: place(from), end: place(to) })) about.set(name, value);
    }
    const before = opener.getAttribute("href")!;
    opener.href = `${before}?${about}`;
    opener.click();
    opener.setAttribute("href", before);
  }

  private get sync(): Sync | undefined {
    return ySyncPluginKey.getState(this.editor.state) as Sync | undefined;
  }

  private get threads(): HTMLElement[] {
    return [...(this.panel?.querySelectorAll<HTMLElement>(".comment-thread") ?? [])];
  }

  private drawSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), SETTLE_MS);
  }

  private draw() {
    const found: Decoration[] = [];
    for (const thread of this.threads) {
      const id = thread.dataset.thread ?? "";
      const [from, to] = [this.place(thread.dataset.start), this.place(thread.dataset.end)];
      const stands = from !== undefined && to !== undefined && from < to;
      thread.toggleAttribute("data-lost", Boolean(thread.dataset.start) && !stands);
      thread.classList.toggle("is-current", id === this.current);
      thread.style.order = String(stands ? from : 0); // as in the text; those about all of it come first
      if (stands) found.push(Decoration.inline(from, to, { class: `comment-mark${id === this.current ? " is-current" : ""}`, "data-thread": id }, { thread: id }));
    }
    const fresh = DecorationSet.create(this.editor.state.doc, found);
    this.editor.view.dispatch(this.editor.state.tr.setMeta(key, fresh).setMeta("addToHistory", false));
  }

  private place(held: string | undefined): number | undefined {
    const sync = this.sync;
    if (!held || !sync?.binding) return undefined;
    try {
      const relative = Y.decodeRelativePosition(Uint8Array.from(atob(held), (letter) => letter.charCodeAt(0)));
      return relativePositionToAbsolutePosition(sync.doc, sync.type, relative, sync.binding.mapping) ?? undefined;
    } catch {
      return undefined;
    }
  }

  private show(id: string) {
    this.current = id;
    this.draw();
  }

  private readonly onClick = (event: MouseEvent) => {
    const target = event.target as Element;
    const thread = target.closest<HTMLElement>(".comment-thread");
    if (!thread || target.closest("button, form, dialog-opener, menu-button, a:not([data-shows-thread])")) return;
    const id = thread.dataset.thread ?? "";
    this.show(id);
    const mark = this.editor.view.dom.querySelector(`[data-thread="${CSS.escape(id)}"]`);
    if (!mark) return; // a link to the section leads there
    event.preventDefault();
    mark.scrollIntoView({ block: "center" });
  };

  private readonly onSelection = () => {
    const { from } = this.editor.state.selection;
    const here = (key.getState(this.editor.state)?.find(from, from)[0]?.spec.thread as string | undefined) ?? "";
    if (here === this.current) return;
    this.show(here);
    this.threads.find((each) => here && each.dataset.thread === here)?.scrollIntoView({ block: "nearest" });
  };
}
