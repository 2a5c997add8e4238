// Pasted Markdown becomes what it says; the server reads it, as it reads every other Markdown. Shift pastes the letters.
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { csrf } from "./pictures.ts";

const SIGNS = [/^#{1,6} \S/m, /^\s*[-*+] \S/m, /^\s*\d{1,3}[.)] \S/m, /^```/m, /^\|.+\|\s*$/m, /^> \S/m, /\*\*\S.*?\S\*\*/, /\[[^\]\n]+\]\([^)\s]+\)/, /^- \[[ xX]\] /m];

export function markdownPaste(url: string) {
  return Extension.create({
    name: "markdownPaste",
    addProseMirrorPlugins() {
      const { editor } = this;
      let isPlain = false;
      return [new Plugin({
        props: {
          handleKeyDown: (_view, event) => {
            isPlain = event.shiftKey;
            return false;
          },
          handlePaste: (view, event) => {
            const text = event.clipboardData?.getData("text/plain") ?? "";
            const html = event.clipboardData?.getData("text/html") ?? "";
            if (isPlain || html || editor.isActive("codeBlock") || !SIGNS.some((sign) => sign.test(text))) return false;
            void read(url, text).then((content) => {
              if (view.isDestroyed) return;
              if (content) editor.chain().focus().insertContent(content).run();
              else view.pasteText(text);
            });
            return true;
          },
        },
      })];
    },
  });
}

async function read(url: string, markdown: string): Promise<object[] | undefined> {
  const body = new URLSearchParams({ markdown });
  const headers = { Accept: "application/json", "X-CSRFToken": csrf() };
  const answer = await fetch(url, { method: "POST", body, headers }).catch(() => undefined);
  return answer?.ok ? ((await answer.json()) as { content: object[] }).content : undefined;
}
