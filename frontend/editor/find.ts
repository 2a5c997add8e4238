// Find and replace, in a bar above the text. prosemirror-search does the searching and marks what it found.
import { type Editor, Extension } from "@tiptap/core";
import { SearchQuery, findNext, findPrev, getMatchHighlights, replaceAll, replaceNext, search, setSearchState } from "prosemirror-search";
import { icon, make } from "../ui/html.ts";
import { say } from "./words.ts";

export const Search = Extension.create({
  name: "search",
  addProseMirrorPlugins: () => [search()],
});

export class FindBar {
  readonly dom = make("form", { class: "editor-find", hidden: "", role: "search" });
  private readonly what = make("input", { class: "form-control", type: "search", "aria-label": say("find.what"), placeholder: say("find.what") });
  private readonly by = make("input", { class: "form-control", "aria-label": say("find.by"), placeholder: say("find.by") });
  private readonly exact = make("input", { type: "checkbox" });
  private readonly count = make("span", { class: "soft", role: "status" });

  constructor(private readonly editor: Editor) {
    const next = this.button("find.next", "chevron-down", () => this.go(findNext));
    const previous = this.button("find.previous", "chevron-up", () => this.go(findPrev));
    const one = make("button", { type: "button", class: "btn btn-sm" }, say("find.one"));
    const all = make("button", { type: "button", class: "btn btn-sm" }, say("find.all"));
    one.addEventListener("click", () => this.go(replaceNext));
    all.addEventListener("click", () => this.go(replaceAll));
    const close = this.button("close", "x", () => this.close());
    const found = make("span", { class: "editor-find-part" }, this.what, this.count, previous, next);
    const replaced = make("span", { class: "editor-find-part", "data-writes": "" }, this.by, one, all);
    this.dom.append(found, replaced, make("label", { class: "editor-find-part" }, this.exact, say("find.exact")), close);
    this.dom.addEventListener("submit", (event) => event.preventDefault());
    this.dom.addEventListener("input", () => this.look());
    this.dom.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      if (event.key === "Enter" && event.target === this.what) this.go(event.shiftKey ? findPrev : findNext);
      if (event.key === "Enter" && event.target === this.by) this.go(replaceNext);
    });
    editor.on("update", () => this.dom.hidden || this.tell());
  }

  open() {
    this.dom.hidden = false;
    const { from, to } = this.editor.state.selection;
    const chosen = this.editor.state.doc.textBetween(from, to, " ");
    if (chosen && chosen.length < 100) this.what.value = chosen;
    this.what.focus();
    this.what.select();
    this.look();
  }

  close() {
    this.dom.hidden = true;
    this.set(new SearchQuery({ search: "" }));
    this.editor.commands.focus();
  }

  private look() {
    this.set(new SearchQuery({ search: this.what.value, replace: this.by.value, caseSensitive: this.exact.checked, literal: true }));
    this.tell();
  }

  private set(query: SearchQuery) {
    this.editor.view.dispatch(setSearchState(this.editor.state.tr, query));
  }

  private tell() {
    const found = getMatchHighlights(this.editor.state).find().length;
    this.count.textContent = this.what.value ? (found ? say("find.count", found) : say("find.none")) : "";
  }

  private go(command: typeof findNext) {
    command(this.editor.state, this.editor.view.dispatch);
    const { node } = this.editor.view.domAtPos(this.editor.state.selection.from);
    (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: "center" });
    this.tell();
  }

  private button(key: string, sign: string, run: () => void): HTMLButtonElement {
    const made = make("button", { type: "button", class: "btn btn-quiet btn-icon btn-sm", title: say(key), "aria-label": say(key) }, icon(sign));
    made.addEventListener("click", run);
    return made;
  }
}
