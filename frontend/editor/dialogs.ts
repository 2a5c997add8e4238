// Small questions: where a link leads, what a picture shows, which moment.
import type { Editor } from "@tiptap/core";
import { icon, make } from "../ui/html.ts";
import type { Moment } from "./views/atoms.ts";
import { say } from "./words.ts";

type Field = { name: string; label: string; type?: string; value?: string; placeholder?: string; options?: [string, string][] };
type Answer = Record<string, string>;
type Asked = { title: string; fields: Field[]; ok: string; remove?: string };

/** Asks in a dialog. Answers what was typed, "remove", or nothing when it was closed. */
export function ask({ title, fields, ok, remove }: Asked): Promise<Answer | "remove" | undefined> {
  const close = make("button", { type: "button", class: "btn btn-quiet btn-icon", "aria-label": say("close") }, icon("x"));
  const body = fields.map((field, index) => row(field, `ask-${index}`));
  const actions = make("div", { class: "form-actions" }, make("button", { class: "btn btn-primary" }, ok));
  const form = make("form", { class: "form" }, ...body, actions);
  const dialog = make("dialog", { class: "dialog", "aria-labelledby": "ask-title" }, make("header", { class: "dialog-header" }, make("h2", { id: "ask-title" }, title), close), form);
  document.body.append(dialog);
  return new Promise((done) => {
    let answer: Answer | "remove" | undefined;
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      done(answer);
    });
    if (remove) {
      const button = make("button", { type: "button", class: "btn btn-quiet" }, remove);
      button.addEventListener("click", () => {
        answer = "remove";
        dialog.close();
      });
      actions.append(button);
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]));
      dialog.close();
    });
    dialog.showModal();
    form.querySelector<HTMLElement>("input, select, textarea")?.focus();
  });
}

function row(field: Field, id: string): HTMLElement {
  const label = make("label", { for: id, class: "form-label" }, field.label);
  const common = { id, name: field.name };
  const control = field.options
    ? make("select", { ...common, class: "form-select" }, ...field.options.map(([value, text]) => make("option", { value, ...(value === field.value && { selected: "" }) }, text)))
    : make("input", { ...common, class: "form-control", type: field.type ?? "text", value: field.value ?? "", placeholder: field.placeholder ?? "" });
  return make("div", { class: "field" }, label, control);
}

/** Sets, changes or removes the link of the selection; without a selection the address becomes the text. */
export async function askLink(editor: Editor) {
  const before = String(editor.getAttributes("link").href ?? "");
  const answer = await ask({
    title: say("link.title"), ok: say("link.ok"), ...(before && { remove: say("link.remove") }),
    fields: [{ name: "href", label: say("link.label"), value: before, placeholder: "https://" }],
  });
  if (answer === undefined) return editor.commands.focus();
  const chain = editor.chain().focus().extendMarkRange("link");
  if (answer === "remove" || !answer.href) return chain.unsetLink().run();
  const href = /^([a-z][a-z0-9+.-]*:|\/|#)/i.test(answer.href) ? answer.href : `https://${answer.href}`;
  if (!/^(https?:|mailto:|\/(?!\/)|#)/i.test(href)) return editor.commands.focus();
  if (editor.state.selection.empty && !before) return editor.chain().focus().insertContent({ type: "text", text: answer.href, marks: [{ type: "link", attrs: { href } }] }).run();
  return chain.setLink({ href }).run();
}

/** A moment: a new one at the cursor, or the one at `position` changed. */
export async function askMoment(editor: Editor, zone: string, position?: number) {
  const node = position === undefined ? null : editor.state.doc.nodeAt(position);
  const before = (node?.attrs ?? { at: new Date().toISOString(), zone, precision: "minute" }) as Moment;
  const own = before.zone || zone || "UTC";
  const answer = await ask({
    title: say("moment.title"), ok: node ? say("moment.change") : say("moment.ok"),
    fields: [
      { name: "at", label: say("moment.at"), type: "datetime-local", value: localOf(before.at, own) },
      { name: "zone", label: say("moment.zone"), value: own, options: [...new Set([own, zone, "UTC", Intl.DateTimeFormat().resolvedOptions().timeZone])].filter(Boolean).map((each) => [each, each]) },
      { name: "precision", label: say("moment.precision"), value: before.precision ?? "minute", options: [["minute", say("moment.minute")], ["day", say("moment.day")], ["second", say("moment.second")]] },
    ],
  });
  if (!answer || answer === "remove" || !answer.at) return editor.commands.focus();
  const attrs = { at: instantOf(answer.at, answer.zone || "UTC"), zone: answer.zone, precision: answer.precision };
  if (node && position !== undefined) return editor.view.dispatch(editor.state.tr.setNodeMarkup(position, undefined, attrs));
  return editor.chain().focus().insertContent([{ type: "date", attrs }, { type: "text", text: " " }]).run();
}

/** What a clock in the zone shows, as a datetime-local field takes it. */
function localOf(at: string, zone: string): string {
  const when = new Date(at);
  if (Number.isNaN(when.getTime())) return "";
  return `${new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(when)}`.replace(" ", "T");
}

/** The instant at which a clock in the zone shows this. An hour that a clock change leaves out becomes the one after. */
function instantOf(local: string, zone: string): string {
  const wanted = Date.parse(`${local}Z`);
  let guess = wanted;
  for (let round = 0; round < 2; round += 1) {
    guess += wanted - Date.parse(`${localOf(new Date(guess).toISOString(), zone)}Z`);
  }
  return new Date(guess).toISOString().replace(".000Z", "Z").replace("Z", "+00:00");
}
