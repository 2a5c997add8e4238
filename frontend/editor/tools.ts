// The toolbar above the text, the bubble at a selection, and the row for tables.
import type { Editor } from "@tiptap/core";
import { BubbleMenuPlugin } from "@tiptap/extension-bubble-menu";
import { icon, make } from "../ui/html.ts";
import { type Draw, asToolbar, button, follow } from "./buttons.ts";
import { BLOCKS, type Command, INSERTS, MARKS, TABLE, UNDO, labelOf } from "./commands.ts";
import { say } from "./words.ts";

type Given = { more: Command[]; link(): void; find(): void; comment(): void; help(): void };
const STYLES = ["paragraph", "heading2", "heading3", "heading4"];

export function toolbar(editor: Editor, { more, link, find, comment, help }: Given): HTMLElement {
  const draws: Draw[] = [];
  const group = (commands: Command[], ...extra: HTMLElement[]) => make("span", { class: "tools", "data-writes": "" }, ...commands.map((each) => {
    const [made, draw] = button(editor, each);
    draws.push(draw);
    return made;
  }), ...extra);
  const blocks = BLOCKS.filter((each) => ["bullets", "numbers", "tasks"].includes(each.id));
  const insert: Command = { id: "insert", icon: "plus", keys: "/", run: () => editor.chain().focus().insertContent(afterSpace(editor, "/")).run() };
  const linkTool: Command = { id: "link", icon: "link", keys: "Mod K", isActive: () => editor.isActive("link"), run: link };
  const row = make("div", { class: "editor-tools" },
    make("span", { class: "tools", "data-writes": "" }, styles(editor, draws)),
    group([...MARKS.filter((each) => ["bold", "italic", "code"].includes(each.id)), linkTool]),
    group(blocks),
    group([INSERTS[0]!, ...more.slice(0, 1), insert]),
    group(UNDO),
    make("span", { class: "tools" }, ...[
      { id: "comment", icon: "chat", keys: "Mod Alt M", run: comment },
      { id: "find", icon: "search", keys: "Mod F", run: find },
      { id: "help", icon: "help", run: help },
    ].map((each) => button(editor, each)[0])),
  );
  const tables = make("div", { class: "editor-tools editor-tables", hidden: "" }, group(TABLE));
  asToolbar(row, say("tools"));
  asToolbar(tables, say("tools.table"));
  draws.push(() => (tables.hidden = !editor.isActive("table") || !editor.isEditable));
  follow(editor, draws);
  return make("div", { class: "editor-bars" }, row, tables);
}

/** The menu opens behind a space only, as when one types. */
function afterSpace(editor: Editor, sign: string): string {
  const { $from } = editor.state.selection;
  const before = $from.parent.textBetween(0, $from.parentOffset, " ", " ");
  return !before || /\s$/.test(before) ? sign : ` ${sign}`;
}

/** Which kind of paragraph it is: one choice instead of four buttons. */
function styles(editor: Editor, draws: Draw[]): HTMLSelectElement {
  const choices = BLOCKS.filter((each) => STYLES.includes(each.id));
  const select = make("select", { class: "tool-select", "aria-label": say("style") }, ...choices.map((each) => make("option", { value: each.id }, labelOf(each))));
  select.addEventListener("change", () => choices.find((each) => each.id === select.value)?.run(editor));
  draws.push(() => {
    const current = choices.find((each) => each.id !== "paragraph" && each.isActive?.(editor));
    select.value = current?.id ?? "paragraph";
  });
  return select;
}

/** Shown beside selected text; readers find only the comment in it. */
export function bubble(editor: Editor, home: HTMLElement, { link, comment }: Pick<Given, "link" | "comment">) {
  const draws: Draw[] = [];
  const marks = MARKS.map((each) => {
    const [made, draw] = button(editor, each);
    draws.push(draw);
    made.dataset.writes = "";
    return made;
  });
  const [linkButton] = button(editor, { id: "link", icon: "link", keys: "Mod K", run: link });
  linkButton.dataset.writes = "";
  const commentButton = make("button", { type: "button", class: "tool tool-wide" }, icon("chat"), labelOf({ id: "comment" }));
  commentButton.addEventListener("mousedown", (event) => event.preventDefault());
  commentButton.addEventListener("click", comment);
  const element = make("div", { class: "editor-bubble" }, ...marks, linkButton, commentButton);
  asToolbar(element, say("tools.selection"));
  follow(editor, draws);
  editor.registerPlugin(BubbleMenuPlugin({
    pluginKey: "selectionBubble", editor, element, updateDelay: 120, appendTo: () => home,
    options: { placement: "top", offset: 8, flip: true, shift: { padding: 8 } },
    shouldShow: ({ editor: own, state, from, to }) => {
      const isText = from !== to && Boolean(state.doc.textBetween(from, to, "").trim());
      return isText && !own.isActive("codeBlock") && (own.isFocused || element.contains(document.activeElement));
    },
  }));
}
