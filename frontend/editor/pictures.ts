// Pictures come by paste, by drag and from a dialog. Each is sent first, with its progress in the text where it will
// stand; what the server refuses says why and leaves nothing behind.
import { type Editor, Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { make } from "../ui/html.ts";
import { say } from "./words.ts";

const MOST_BYTES = 4 * 1024 * 1024;
const KINDS = new Set(["image/jpeg", "image/png", "image/webp", "image/gif"]);
const key = new PluginKey<DecorationSet>("pictures");
type Step = { add?: { id: object; at: number; dom: HTMLElement }; remove?: object };
type Stored = { src: string; width: number; height: number; alt: string };

/** `url` takes the pictures; `refuse` says to the person why one was not taken. */
export function pictures(url: string, refuse: (why: string) => void) {
  return Extension.create({
    name: "pictures",
    addProseMirrorPlugins() {
      const { editor } = this;
      return [new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply(transaction, before) {
            const set = before.map(transaction.mapping, transaction.doc);
            const step = transaction.getMeta(key) as Step | undefined;
            if (step?.add) return set.add(transaction.doc, [Decoration.widget(step.add.at, step.add.dom, { id: step.add.id })]);
            if (step?.remove) return set.remove(set.find(undefined, undefined, (spec) => spec.id === step.remove));
            return set;
          },
        },
        props: {
          decorations: (state) => key.getState(state),
          handlePaste: (_view, event) => take(editor, url, refuse, event.clipboardData, editor.state.selection.from),
          handleDrop: (view, event, _slice, isMoved) => {
            if (isMoved) return false;
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
            return take(editor, url, refuse, event.dataTransfer, at ?? editor.state.selection.from);
          },
        },
      })];
    },
  });
}

/** Lets the person choose pictures from their files. */
export function choosePictures(editor: Editor, url: string, refuse: (why: string) => void) {
  const input = make("input", { type: "file", accept: [...KINDS].join(","), multiple: "" });
  input.addEventListener("change", () => void sendAll(editor, url, refuse, [...(input.files ?? [])], editor.state.selection.from));
  input.click();
}

function take(editor: Editor, url: string, refuse: (why: string) => void, data: DataTransfer | null, at: number): boolean {
  const files = [...(data?.files ?? [])];
  // A table copied from a spreadsheet comes as a picture too; its text is what was meant.
  if (!files.length || data?.types.includes("text/html") && !files.some((each) => KINDS.has(each.type))) return false;
  if (data?.types.includes("text/html") && /<(table|p|h[1-6]|ul|ol)\b/i.test(data.getData("text/html"))) return false;
  void sendAll(editor, url, refuse, files, at);
  return true;
}

async function sendAll(editor: Editor, url: string, refuse: (why: string) => void, files: File[], at: number) {
  for (const file of files) {
    if (!KINDS.has(file.type)) refuse(say("picture.kind", file.name));
    else if (file.size > MOST_BYTES) refuse(say("picture.large", file.name));
    else at = (await send(editor, url, refuse, file, at)) ?? at;
  }
}

async function send(editor: Editor, url: string, refuse: (why: string) => void, file: File, at: number): Promise<number | undefined> {
  const id = {};
  const bar = make("progress", { max: "1", value: "0", "aria-label": say("picture.sending", file.name) });
  const dom = make("span", { class: "picture-sending", contenteditable: "false" }, bar, make("span", {}, say("picture.sending", file.name)));
  editor.view.dispatch(editor.state.tr.setMeta(key, { add: { id, at, dom } } satisfies Step));
  const answer = await post(url, file, (share) => (bar.value = share));
  if (editor.isDestroyed) return undefined;
  const place = key.getState(editor.state)?.find(undefined, undefined, (spec) => spec.id === id)[0]?.from;
  editor.view.dispatch(editor.state.tr.setMeta(key, { remove: id } satisfies Step));
  if (typeof answer === "string") {
    refuse(answer);
    return undefined;
  }
  const where = place ?? editor.state.selection.from;
  const attrs = { src: answer.src, alt: answer.alt || null, width: answer.width, height: answer.height };
  editor.chain().insertContentAt(where, { type: "image", attrs: sized(attrs, editor.view.dom.clientWidth) }).run();
  return where + 1;
}

function sized(attrs: { src: string; alt: string | null; width: number; height: number }, room: number) {
  if (attrs.width <= room || !room) return attrs;
  return { ...attrs, width: Math.round(room), height: Math.max(1, Math.round((attrs.height * room) / attrs.width)) };
}

/** Only XMLHttpRequest tells how far sending has come. */
function post(url: string, file: File, progress: (share: number) => void): Promise<Stored | string> {
  const request = new XMLHttpRequest();
  const form = new FormData();
  form.append("picture", file);
  return new Promise((done) => {
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(total ? loaded / total : 0));
    request.addEventListener("loadend", () => {
      const said = parse(request.responseText);
      if (request.status === 201 && said?.src) done(said as Stored);
      else done(said?.error ?? say("picture.failed", file.name));
    });
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", csrf());
    request.send(form);
  });
}

function parse(text: string): (Partial<Stored> & { error?: string }) | undefined {
  try {
    return JSON.parse(text) as Partial<Stored> & { error?: string };
  } catch {
    return undefined;
  }
}

/** The page carries it for htmx. */
export function csrf(): string {
  const given = document.body.getAttribute("hx-headers:inherited") ?? "{}";
  return (JSON.parse(given) as Record<string, string>)["X-CSRFToken"] ?? "";
}
