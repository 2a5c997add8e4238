// Where comments stand in the text. They are rows of their own; here they are only drawn, and a selection becomes the
// place of a new one. A place is two Yjs relative positions, so it moves with the words around it.
import { type Editor, Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import type { Outline } from "./outline.ts";

const LONGEST_QUOTE = 500;
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

export class CommentLayer {
  private lost = "";
  private current = "";

  constructor(private readonly editor: Editor, private readonly outline: Outline) {
    document.addEventListener("comments-changed", this.draw);
    document.addEventListener("comment-chosen", this.onChosen);
    editor.on("selectionUpdate", this.onSelection);
    this.draw();
  }

  destroy() {
    document.removeEventListener("comments-changed", this.draw);
    document.removeEventListener("comment-chosen", this.onChosen);
  }

  /** Lets the panel ask for the words of a comment on what is selected. */
  start() {
    const { from, to, empty } = this.editor.state.selection;
    const sync = this.sync;
    const section = this.outline.at(from)?.id ?? "";
    if (empty || !sync?.binding) return this.ask({ start: "", end: "", quote: "", section });
    const place = (at: number) => {
      const relative = absolutePositionToRelativePosition(at, sync.type, sync.binding!.mapping) as Y.RelativePosition;
      return btoa(String.fromCharCode(...Y.encodeRelativePosition(relative)));
    };
    const quote = this.editor.state.doc.textBetween(from, to, " ").slice(0, LONGEST_QUOTE);
    this.ask({ start: place(from), end: place(to), quote, section });
  }

  private ask(detail: { start: string; end: string; quote: string; section: string }) {
    document.dispatchEvent(new CustomEvent("comment-selection", { detail }));
  }

  private get sync(): Sync | undefined {
    return ySyncPluginKey.getState(this.editor.state) as Sync | undefined;
  }

  /** The panel lists what is open: mark each in the text, and tell the panel whose words are gone. */
  readonly draw = () => {
    const found: Decoration[] = [];
    const lost: string[] = [];
    for (const thread of document.querySelectorAll<HTMLElement>(".comment-thread[data-start]:not([data-start=''])")) {
      const id = thread.dataset.thread ?? "";
      const [from, to] = [this.place(thread.dataset.start), this.place(thread.dataset.end)];
      if (from === undefined || to === undefined || from >= to) lost.push(id);
      else if (thread.dataset.state === "open") {
        const isCurrent = id === this.current;
        found.push(Decoration.inline(from, to, { class: isCurrent ? "comment-mark is-current" : "comment-mark", "data-thread": id }, { thread: id, inclusiveEnd: false }));
      }
    }
    this.editor.view.dispatch(this.editor.state.tr.setMeta(key, DecorationSet.create(this.editor.state.doc, found)).setMeta("addToHistory", false));
    if (lost.join() !== this.lost) {
      this.lost = lost.join();
      document.dispatchEvent(new CustomEvent("comment-anchors", { detail: { lost } }));
    }
  };

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

  private readonly onChosen = (event: Event) => {
    const { thread } = (event as CustomEvent<{ thread: string }>).detail;
    this.current = thread;
    this.draw();
    this.editor.view.dom.querySelector(`[data-thread="${CSS.escape(thread)}"]`)?.scrollIntoView({ block: "center" });
  };

  private readonly onSelection = () => {
    const { from } = this.editor.state.selection;
    const here = key.getState(this.editor.state)?.find(from, from)[0]?.spec.thread as string | undefined;
    if (here && here !== this.current) {
      this.current = here;
      this.draw();
      document.dispatchEvent(new CustomEvent("comment-shown", { detail: { thread: here } }));
    }
  };
}
