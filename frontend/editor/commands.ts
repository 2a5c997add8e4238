// Everything that can be done to the text, once: the toolbar, the menu behind "/", the bubble and the help show these.
import type { Editor } from "@tiptap/core";
import { say } from "./words.ts";

export type Command = {
  id: string;
  icon: string;
  keys?: string; // as people press them; "Mod" is Ctrl, or Command on a Mac
  words?: string; // other words under which the menu finds it
  isActive?(editor: Editor): boolean;
  run(editor: Editor): unknown;
};

const IS_MAC = /Mac|iP(hone|ad|od)/.test(navigator.platform);

export function keysOf(command: { keys?: string }): string {
  return (command.keys ?? "").replaceAll("Mod", IS_MAC ? "⌘" : "Ctrl").replaceAll("Alt", IS_MAC ? "⌥" : "Alt");
}

export function labelOf(command: { id: string }): string {
  return say(`do.${command.id}`);
}

const mark = (id: string, name: string, icon: string, keys?: string): Command => ({
  id, icon, ...(keys && { keys }),
  isActive: (editor) => editor.isActive(name),
  run: (editor) => editor.chain().focus().toggleMark(name).run(),
});

export const MARKS: Command[] = [
  mark("bold", "bold", "bold", "Mod B"),
  mark("italic", "italic", "italic", "Mod I"),
  mark("underline", "underline", "underline", "Mod U"),
  mark("strike", "strike", "strike", "Mod Shift S"),
  mark("code", "code", "code", "Mod E"),
  mark("highlight", "highlight", "highlight", "Mod Shift H"),
];

export const BLOCKS: Command[] = [
  { id: "paragraph", icon: "pilcrow", keys: "Mod Alt 0", isActive: (editor) => editor.isActive("paragraph") && !editor.isActive("listItem"), run: (editor) => editor.chain().focus().setParagraph().run() },
  ...[2, 3, 4].map((level): Command => ({
    id: `heading${level}`, icon: `h-${level}`, keys: `Mod Alt ${level}`, words: "heading title 标题",
    isActive: (editor) => editor.isActive("heading", { level }),
    run: (editor) => editor.chain().focus().toggleHeading({ level: level as 2 | 3 | 4 }).run(),
  })),
  { id: "bullets", icon: "list-bullets", keys: "Mod Shift 8", words: "list 列表", isActive: (editor) => editor.isActive("bulletList"), run: (editor) => editor.chain().focus().toggleBulletList().run() },
  { id: "numbers", icon: "list-numbers", keys: "Mod Shift 7", words: "list ordered 列表", isActive: (editor) => editor.isActive("orderedList"), run: (editor) => editor.chain().focus().toggleOrderedList().run() },
  { id: "tasks", icon: "list-tasks", keys: "Mod Shift 9", words: "todo checkbox 任务", isActive: (editor) => editor.isActive("taskList"), run: (editor) => editor.chain().focus().toggleTaskList().run() },
  { id: "quote", icon: "blockquote", keys: "Mod Shift B", words: "citation 引用", isActive: (editor) => editor.isActive("blockquote"), run: (editor) => editor.chain().focus().toggleBlockquote().run() },
  { id: "codeblock", icon: "code-block", keys: "Mod Alt C", words: "program listing log 代码", isActive: (editor) => editor.isActive("codeBlock"), run: (editor) => editor.chain().focus().toggleCodeBlock().run() },
  { id: "callout", icon: "info", words: "note warning tip 提示", isActive: (editor) => editor.isActive("callout"), run: (editor) => (editor.isActive("callout") ? editor.chain().focus().lift("callout").run() : editor.chain().focus().wrapIn("callout").run()) },
];

export const INSERTS: Command[] = [
  { id: "table", icon: "table", words: "grid rows columns 表格", run: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run() },
  { id: "divider", icon: "minus", words: "line rule 分割线", run: (editor) => editor.chain().focus().setHorizontalRule().run() },
  { id: "details", icon: "details", words: "fold collapse 折叠", run: (editor) => editor.chain().focus().setDetails().run() },
];

export const TABLE: Command[] = [
  { id: "rowBefore", icon: "row-above", run: (editor) => editor.chain().focus().addRowBefore().run() },
  { id: "rowAfter", icon: "row-below", run: (editor) => editor.chain().focus().addRowAfter().run() },
  { id: "columnBefore", icon: "column-left", run: (editor) => editor.chain().focus().addColumnBefore().run() },
  { id: "columnAfter", icon: "column-right", run: (editor) => editor.chain().focus().addColumnAfter().run() },
  { id: "headerRow", icon: "table-header", run: (editor) => editor.chain().focus().toggleHeaderRow().run() },
  { id: "mergeCells", icon: "merge-cells", run: (editor) => editor.chain().focus().mergeOrSplit().run() },
  { id: "deleteRow", icon: "row-remove", run: (editor) => editor.chain().focus().deleteRow().run() },
  { id: "deleteColumn", icon: "column-remove", run: (editor) => editor.chain().focus().deleteColumn().run() },
  { id: "deleteTable", icon: "trash", run: (editor) => editor.chain().focus().deleteTable().run() },
];

export const UNDO: Command[] = [
  { id: "undo", icon: "undo", keys: "Mod Z", run: (editor) => editor.chain().focus().undo().run() },
  { id: "redo", icon: "redo", keys: "Mod Shift Z", run: (editor) => editor.chain().focus().redo().run() },
];
