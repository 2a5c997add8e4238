// The menu behind "/", and the one behind "@".
import { Extension } from "@tiptap/core";
import { PluginKey } from "@tiptap/pm/state";
import Suggestion from "@tiptap/suggestion";
import { BLOCKS, type Command, INSERTS, labelOf } from "./commands.ts";
import { type Item, popup } from "./popup.ts";
import { say } from "./words.ts";

const MOST = 12;
export type Mention = Item & { kind: string; target: string };
type Choice = Item & { command: Command; found: string };

/** Live blocks that can be put into the text, as the page lists them. */
export function blockChoices(): Command[] {
  const listed = document.querySelector<HTMLTemplateElement>("#block-choices")?.content.querySelectorAll<HTMLElement>("li") ?? [];
  return [...listed].map((each) => ({
    id: `block:${each.dataset.kind}`, icon: "timeline", words: `${each.dataset.kind} ${each.dataset.description ?? ""}`,
    label: each.dataset.label, detail: each.dataset.description,
    run: (editor) => editor.chain().focus().insertContent({ type: "liveBlock", attrs: { kind: each.dataset.kind, params: each.dataset.params ?? "" } }).run(),
  }) as Command);
}

export function slashMenu(more: Command[]) {
  const commands = [...BLOCKS, ...INSERTS, ...more, ...blockChoices()];
  const choices: Choice[] = commands.map((command) => {
    const { label = labelOf(command), detail } = command as Command & { label?: string; detail?: string };
    const found = `${label} ${command.words ?? ""} ${command.id}`.toLowerCase();
    return { id: command.id, icon: command.icon, label, ...(detail && { detail }), command, found };
  });
  return Extension.create({
    name: "slashMenu",
    addProseMirrorPlugins() {
      return [Suggestion<Choice>({
        pluginKey: new PluginKey("slashMenu"),
        editor: this.editor,
        char: "/",
        allow: ({ editor }) => !editor.isActive("codeBlock") && !editor.isActive("code"),
        items: ({ query }) => matching(choices, query),
        command: ({ editor, range, props }) => {
          editor.chain().focus().deleteRange(range).run();
          props.command.run(editor);
        },
        render: () => popup<Choice>(say("slash")),
      })];
    },
  });
}

function matching(choices: Choice[], query: string): Choice[] {
  const words = query.toLowerCase();
  const begins = choices.filter((each) => each.label.toLowerCase().startsWith(words));
  return [...begins, ...choices.filter((each) => !begins.includes(each) && each.found.includes(words))].slice(0, query ? MOST : choices.length);
}

/** People, incidents, teams and services, found by the server among what the writer may see. */
export function mentionMenu(url: string) {
  return Extension.create({
    name: "mentionMenu",
    addProseMirrorPlugins() {
      return [Suggestion<Mention>({
        pluginKey: new PluginKey("mentionMenu"),
        editor: this.editor,
        char: "@",
        allow: ({ editor }) => !editor.isActive("codeBlock") && !editor.isActive("code"),
        items: ({ query }) => found(url, query),
        command: ({ editor, range, props }) => {
          const attrs = { kind: props.kind, id: props.target, label: props.label };
          editor.chain().focus().insertContentAt(range, [{ type: "mention", attrs }, { type: "text", text: " " }]).run();
        },
        render: () => popup<Mention>(say("mention")),
      })];
    },
  });
}

let newest = 0;

async function found(url: string, query: string): Promise<Mention[]> {
  const own = ++newest;
  await new Promise((done) => setTimeout(done, query ? 120 : 0)); // while one types on, nothing is asked
  if (own !== newest) return [];
  const answer = await fetch(`${url}?q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } }).catch(() => undefined);
  return answer?.ok ? ((await answer.json()) as { mentions: Mention[] }).mentions : [];
}
