// <report-editor>: the text of a report as a place where people write together. The page is readable before it and
// without it; it takes the text's place once it has it from the server.
import { Editor } from "@tiptap/core";
import Collaboration from "@tiptap/extension-collaboration";
import CollaborationCaret from "@tiptap/extension-collaboration-caret";
import { Placeholder } from "@tiptap/extensions";
import * as Y from "yjs";
import { icon, make } from "../ui/html.ts";
import { CommentLayer, Comments } from "./comments.ts";
import { type Command } from "./commands.ts";
import { Connection, type Role, type Standing, type State } from "./connection.ts";
import { ask, askLink, askMoment } from "./dialogs.ts";
import { FindBar, Search } from "./find.ts";
import { Guides } from "./guides.ts";
import { handle } from "./handle.ts";
import { Kept } from "./kept.ts";
import { Outline } from "./outline.ts";
import { onPaper } from "./paper.ts";
import { markdownPaste } from "./paste.ts";
import { choosePictures, pictures } from "./pictures.ts";
import { sectionTools } from "./section-tools.ts";
import { mentionMenu, slashMenu } from "./slash.ts";
import { Status } from "./status.ts";
import { Title } from "./title.ts";
import { bubble, toolbar } from "./tools.ts";
import { LiveBlocks } from "./views/live-blocks.ts";
import type { ImageView } from "./views/image.ts";
import { shown } from "./views/views.ts";
import { say } from "./words.ts";

const SETTLE_MS = 400;

class ReportEditor extends HTMLElement {
  private readonly doc = new Y.Doc();
  private connection: Connection | undefined;
  private editor: Editor | undefined;
  private kept!: Kept;
  private may: Role = "viewer";
  private parts: { destroy(): void }[] = [];
  private outline: Outline | undefined;
  private status: Status | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private heading: Title | undefined;
  private readonly onLeave = (event: BeforeUnloadEvent) => {
    this.kept.now();
    if (this.connection?.isDirty) event.preventDefault();
  };

  connectedCallback() {
    if (this.connection) return;
    this.heading = new Title(this.url, (why) => notify(why, "error"));
    const path = `/live/documents/${this.dataset.document}?acks=1&schema=${this.dataset.schema}`;
    this.kept = new Kept(`${this.dataset.person}:${this.dataset.document}`, this.doc);
    this.connection = new Connection(path, this.doc, {
      changed: (state, hasUnsaved) => this.onState(state, hasUnsaved),
      synced: () => this.open(),
      standing: (standing) => this.onStanding(standing),
      ended: (code) => this.onEnded(code),
    });
    addEventListener("beforeunload", this.onLeave);
  }

  disconnectedCallback() {
    removeEventListener("beforeunload", this.onLeave);
    clearTimeout(this.timer);
    this.connection?.destroy();
    this.parts.forEach((each) => each.destroy());
    this.editor?.destroy();
  }

  private get page() {
    return this.querySelector<HTMLElement>("#report-text")!;
  }

  private get url() {
    return this.dataset.url!;
  }

  /** The text is here: put the editor in the place of the page's text, and what one was reading where it was. */
  private open() {
    this.kept.restore();
    const reading = anchorOf(this.page);
    const { page, url } = this;
    const blocks = new LiveBlocks(`${url}/blocks`);
    const refuse = (why: string) => notify(why, "error");
    const more: Command[] = [
      { id: "picture", icon: "photo", words: "image screenshot 图片", run: (editor) => choosePictures(editor, `${url}/pictures`, refuse) },
      { id: "moment", icon: "clock", words: "date time 日期 时间", run: (editor) => void askMoment(editor, this.dataset.zone ?? "UTC") },
    ];
    const editor = new Editor({
      injectCSS: false,
      editable: this.may === "editor",
      extensions: [
        ...shown({ blocks, askAlt: (view) => void askAlt(view), askMoment: (own, at) => void askMoment(own, this.dataset.zone ?? "UTC", at) }),
        Collaboration.configure({ document: this.doc }),
        CollaborationCaret.configure({ provider: this.connection!, user: { name: this.dataset.name, color: "#475467" } }),
        Placeholder.configure({ placeholder: say("placeholder") }),
        Search, Comments, Guides, sectionTools(page), handle(),
        pictures(`${url}/pictures`, refuse), markdownPaste(`${url}/markdown`),
        slashMenu(more), mentionMenu(`${url}/mentions`),
      ],
      editorProps: {
        attributes: { class: "document", role: "textbox", "aria-multiline": "true", "aria-label": say("label"), spellcheck: "true" },
        handleDOMEvents: { keydown: (_view, event) => this.onKey(event) },
      },
    });
    this.editor = editor;
    this.outline = new Outline(editor);
    this.status = new Status(editor, this.connection!.awareness, this.outline, this.dataset.person ?? "");
    const comments = new CommentLayer(editor, this.outline);
    const find = new FindBar(editor);
    this.findBar = find;
    this.startComment = () => comments.start();
    const tools = toolbar(editor, { more, link: () => void askLink(editor), find: () => find.open(), comment: this.startComment, help: showHelp });
    const line = make("div", { class: "editor-line" }, tools);
    document.getElementById("editor-standing")?.replaceChildren(this.status.people, this.status.saved);
    const shell = make("div", { class: "editor-shell" }, line, find.dom, make("div", { class: "editor-page" }, editor.view.dom));
    this.parts = [blocks, this.outline, this.status, comments];
    bubble(editor, shell, { link: () => void askLink(editor), comment: this.startComment });
    this.append(shell);
    this.toggleAttribute("data-live", true);
    this.drawRole();
    this.onState("saved", this.connection!.isDirty);
    editor.on("update", () => this.settleSoon());
    new MutationObserver(() => editor.view.dispatch(editor.state.tr.setMeta("sectionTools", true))).observe(page, { childList: true, subtree: true, characterData: true });
    onPaper(this, url, () => !this.connection?.isDirty);
    this.outline.draw();
    if (location.hash.length > 1) this.outline.go(decodeURIComponent(location.hash.slice(1)));
    else if (reading) restore(reading, editor.view.dom);
  }

  private findBar: FindBar | undefined;
  private startComment: () => void = () => undefined;

  private settleSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.outline?.draw();
      this.status?.soon();
    }, SETTLE_MS);
  }

  private onState(state: State, hasUnsaved: boolean) {
    this.status?.show(state, hasUnsaved);
    if (hasUnsaved) this.kept.soon();
    else if (state === "saved") this.kept.clear();
  }

  private onStanding({ role, refused }: Standing) {
    const before = this.may;
    this.may = role;
    this.drawRole();
    if (refused) notify(say("refused"), "error");
    else if (this.editor && before === "editor" && role !== "editor") this.tellClosed(say("closed.role"));
  }

  private drawRole() {
    this.dataset.role = this.may;
    this.heading?.allow(this.may === "editor");
    if (this.editor && this.editor.isEditable !== (this.may === "editor")) this.editor.setEditable(this.may === "editor");
  }

  /** The socket will not come back. What was typed stays to be read and copied. */
  private onEnded(code: number) {
    this.kept.now();
    this.editor?.setEditable(false);
    this.heading?.allow(false);
    if (code === 4404 || (code === 4409 && !sessionStorage.getItem("afterword-reloaded"))) {
      sessionStorage.setItem("afterword-reloaded", "1");
      return location.reload();
    }
    const words: Record<number, string> = { 4401: "ended.session", 4403: "closed.published", 4409: "ended.schema", 1009: "ended.large" };
    this.tellClosed(say(words[code] ?? "ended.broken"));
  }

  private tellClosed(words: string) {
    this.querySelector(".editor-closed")?.remove();
    const again = make("a", { class: "btn btn-sm", href: this.url }, say("reload"));
    this.prepend(make("div", { class: "editor-closed", role: "alert" }, icon("alert"), make("span", {}, words), again));
  }

  private onKey(event: KeyboardEvent): boolean {
    const mod = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    const runs: Record<string, () => void> = {
      k: () => void askLink(this.editor!),
      f: () => this.findBar?.open(),
      m: () => this.startComment(),
    };
    if (!mod || !runs[key] || (key === "m") !== event.altKey) return false;
    if (key === "k" && !this.editor?.isEditable) return false;
    event.preventDefault();
    event.stopPropagation(); // the page has its own use for some of these
    runs[key]!();
    return true;
  }
}

async function askAlt(view: ImageView) {
  const answer = await ask({ title: say("picture.alt.title"), ok: say("save"), fields: [{ name: "alt", label: say("picture.alt.label"), value: view.alt }] });
  if (answer && answer !== "remove") view.set({ alt: answer.alt || null });
}

function notify(words: string, kind: string) {
  document.dispatchEvent(new CustomEvent("notice", { detail: { words, kind } }));
}

function showHelp() {
  document.querySelector<HTMLElement>("[data-opens-keys]")?.click();
}

type Reading = { text: string; top: number };

/** The first block that can be seen, so that the page does not move under the eyes. */
function anchorOf(page: HTMLElement): Reading | undefined {
  if (scrollY < 80) return undefined;
  const found = [...page.querySelectorAll<HTMLElement>("h1, h2, h3, p, li, td")].find((each) => each.getBoundingClientRect().top > 120);
  return found && { text: found.textContent?.trim() ?? "", top: found.getBoundingClientRect().top };
}

function restore({ text, top }: Reading, root: HTMLElement) {
  const found = [...root.querySelectorAll<HTMLElement>("h1, h2, h3, p, li, td")].find((each) => each.textContent?.trim() === text);
  if (found) scrollBy(0, found.getBoundingClientRect().top - top);
}

customElements.define("report-editor", ReportEditor);
