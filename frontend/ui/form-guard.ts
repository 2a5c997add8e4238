import { firstField, make } from "./html.ts";
import { say } from "./words.ts";

const PREFIX = "afterword.form.";
const NEVER = new Set(["password", "hidden", "file"]);
type Draft = { values: [string, string][]; isSent: boolean };

/** Keeps what was typed in a form through errors, lost sessions and reloads, for as long as the tab lives.
 * `key` names the form ("note:142"); without one it is the address it is sent to, for a dialog stands on a page that
 * has other forms. */
class FormGuard extends HTMLElement {
  private isDirty = false;

  private get form() {
    return this.querySelector("form");
  }

  private get storageKey() {
    return PREFIX + (this.getAttribute("key") ?? this.form?.getAttribute("action") ?? location.pathname);
  }

  connectedCallback() {
    this.restore();
    this.addEventListener("input", () => this.keep(false));
    this.addEventListener("change", () => this.keep(false));
    this.addEventListener("submit", () => this.keep(true));
    this.addEventListener("htmx:after:request", (event) => this.onAnswer(event as CustomEvent));
    this.addEventListener("form-sent", () => this.clear());
    window.addEventListener("beforeunload", this.onLeave);
  }

  disconnectedCallback() {
    window.removeEventListener("beforeunload", this.onLeave);
  }

  private readonly onLeave = (event: Event) => {
    if (this.isDirty) event.preventDefault();
  };

  private keep(isSent: boolean) {
    if (!this.form) return;
    const values = fields(this.form).map((each): [string, string] => [each.name, valueOf(each)]);
    this.isDirty = !isSent;
    this.form.toggleAttribute("data-dirty", this.isDirty);
    sessionStorage.setItem(this.storageKey, JSON.stringify({ values, isSent } satisfies Draft));
  }

  private onAnswer(event: CustomEvent<{ ctx: { sourceElement: Element; response?: { status: number; raw: Response } } }>) {
    // A field may ask for something of its own while one types.
    if (event.detail.ctx.sourceElement !== this.form) return;
    const answer = event.detail.ctx.response;
    if (!answer || answer.status >= 400 || answer.raw.redirected) return this.keep(false);
    this.clear();
    this.forgetRefusal();
    this.form?.reset();
    this.form?.querySelectorAll("details[open]").forEach((each) => each.removeAttribute("open"));
  }

  /** A form that came back with its errors begins with the words that were refused; sent, they are not its own. */
  private forgetRefusal() {
    if (!this.form?.querySelector(".form-error")) return;
    this.form.querySelectorAll(".form-error").forEach((each) => each.remove());
    this.form.querySelectorAll("[aria-invalid]").forEach((each) => each.removeAttribute("aria-invalid"));
    for (const field of fields(this.form)) {
      if (field instanceof HTMLSelectElement) continue;
      if (isTicked(field)) (field as HTMLInputElement).defaultChecked = false;
      else field.defaultValue = "";
    }
  }

  private clear() {
    this.isDirty = false;
    this.form?.removeAttribute("data-dirty");
    sessionStorage.removeItem(this.storageKey);
  }

  /** Only where the server does not show the words itself, beside its errors. */
  private restore() {
    const draft = read(this.storageKey);
    if (!draft || !this.form) return;
    if (this.querySelector("[aria-invalid=true], .form-error")) return this.keep(false);
    const left = [...draft.values];
    let changed = false;
    for (const field of fields(this.form)) {
      const at = left.findIndex(([name]) => name === field.name);
      const value = at < 0 ? undefined : left.splice(at, 1)[0]![1];
      if (value === undefined || value === valueOf(field)) continue;
      setValue(field, value);
      changed = true;
      // What is back must be seen: a tick in a folded part would be sent unnoticed.
      field.closest("details")?.setAttribute("open", "");
    }
    if (!changed) return;
    this.keep(false);
    this.form.prepend(this.notice(this.form));
  }

  /** Says so where one begins to read, with the way back to the form as it comes. */
  private notice(form: HTMLFormElement): HTMLElement {
    const over = make("button", { type: "button", class: "btn btn-quiet btn-sm" }, say("form.over"));
    const line = make("p", { class: "form-restored", role: "status" }, say("form.restored"), " ", over);
    over.addEventListener("click", () => {
      form.reset();
      this.clear();
      line.remove();
      firstField(form)?.focus();
    });
    return line;
  }
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const KINDS = [HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement];

function fields(form: HTMLFormElement): Field[] {
  return [...form.elements].filter((each): each is Field => {
    if (!KINDS.some((kind) => each instanceof kind)) return false;
    const field = each as Field;
    return Boolean(field.name) && !NEVER.has(field.type) && field.type !== "submit";
  });
}

function valueOf(field: Field): string {
  if (field instanceof HTMLSelectElement) return [...field.selectedOptions].map((each) => each.value).join("\n");
  return isTicked(field) ? String(field.checked) : field.value;
}

function setValue(field: Field, value: string) {
  if (field instanceof HTMLSelectElement) {
    const chosen = new Set(value.split("\n"));
    for (const option of field.options) option.selected = chosen.has(option.value);
    field.dispatchEvent(new Event("restored", { bubbles: true }));
  } else if (isTicked(field)) field.checked = value === "true";
  else field.value = value;
}

function isTicked(field: Field): field is HTMLInputElement {
  return field.type === "checkbox" || field.type === "radio";
}

function read(key: string): Draft | undefined {
  const text = sessionStorage.getItem(key);
  return text ? (JSON.parse(text) as Draft) : undefined;
}

/** A form that was sent is done once another page of ours has come. The sign-in page and error pages stand in for the
 * one that was asked for: after those, the words come back. */
function settle() {
  const keeps = document.body.hasAttribute("data-keeps-drafts");
  for (const key of Object.keys(sessionStorage).filter((each) => each.startsWith(PREFIX))) {
    const draft = read(key);
    if (!draft?.isSent) continue;
    if (keeps) sessionStorage.setItem(key, JSON.stringify({ ...draft, isSent: false }));
    else if (!document.querySelector(".form-error")) sessionStorage.removeItem(key);
  }
}

settle();
customElements.define("form-guard", FormGuard);
