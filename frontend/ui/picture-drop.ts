import { icon, make } from "./html.ts";
import { toast } from "./toast-list.ts";
import { say } from "./words.ts";

const MOST_BYTES = 4 * 1024 * 1024;
const KINDS = new Set(["image/jpeg", "image/png", "image/webp", "image/gif"]);
// Chosen pictures outlive the form that a refusal replaces: nobody should look for them twice.
const chosen = new Map<string, File[]>();

/** Pictures for a form: chosen, pasted or dropped onto it, shown with a box for what each shows, and taken off again.
 * They go along in the form's own file input. */
class PictureDrop extends HTMLElement {
  private isReady = false;

  connectedCallback() {
    const { input } = this;
    if (!input || this.isReady) return;
    this.isReady = true;
    const kept = chosen.get(this.key);
    if (kept?.length && this.closest("[id]")?.querySelector(".form-error")) this.take(kept);
    else chosen.delete(this.key);
    input.addEventListener("change", () => this.take([...(input.files ?? [])]));
    this.addEventListener("paste", (event) => this.onFiles(event, event.clipboardData));
    this.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      this.toggleAttribute("data-over", true);
    });
    this.addEventListener("dragleave", () => this.removeAttribute("data-over"));
    this.addEventListener("drop", (event) => {
      this.removeAttribute("data-over");
      this.onFiles(event, event.dataTransfer);
    });
    this.addEventListener("reset", () => setTimeout(() => this.show([])));
    this.addEventListener("submit", () => this.say(input.files?.length ? say("picture.sending") : ""));
    this.addEventListener("htmx:after:request", () => this.say(""));
  }

  private get input() {
    return this.querySelector<HTMLInputElement>("input[type=file]");
  }

  private get key() {
    return this.querySelector("form")?.action ?? location.href;
  }

  private onFiles(event: Event, data: DataTransfer | null) {
    const files = [...(data?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.take([...(this.input?.files ?? []), ...files]);
  }

  /** Only those that can be shown; the server judges again, by what is in them. */
  private take(files: File[]) {
    const good = files.filter((each) => {
      const problem = problemOf(each);
      if (problem) toast(problem, "error");
      return !problem;
    });
    const held = new DataTransfer();
    for (const each of good) held.items.add(each);
    this.input!.files = held.files;
    this.show(good);
  }

  private show(files: File[]) {
    chosen.set(this.key, files);
    const list = this.querySelector<HTMLElement>(".picked");
    const said = new Map([...(list?.querySelectorAll("input") ?? [])].map((each) => [each.dataset.file, each.value]));
    list?.replaceChildren(...files.map((each) => this.row(each, files, said.get(each.name) ?? "")));
    this.input?.closest("details")?.toggleAttribute("data-used", files.length > 0);
  }

  private row(file: File, files: File[], alt: string): HTMLElement {
    const image = make("img", { alt: "" });
    const reader = new FileReader(); // the content policy allows data, and no blobs
    reader.addEventListener("load", () => (image.src = String(reader.result)));
    reader.readAsDataURL(file);
    const label = say("picture.alt", file.name);
    const words = make("input", {
      class: "form-control", name: "alt", "aria-label": label, placeholder: label, maxlength: "300", value: alt,
      "data-file": file.name,
    });
    const off = make("button", { type: "button", class: "btn btn-quiet btn-icon btn-sm" }, icon("x"));
    off.setAttribute("aria-label", say("choose.remove", file.name));
    off.addEventListener("click", () => this.take(files.filter((each) => each !== file)));
    return make("li", {}, image, words, off);
  }

  private say(text: string) {
    let line = this.querySelector<HTMLElement>(".picked-state");
    if (!line && text) this.querySelector(".picked")?.after((line = make("p", { class: "picked-state", role: "status" })));
    if (line) line.textContent = text;
  }
}

function problemOf(file: File): string {
  if (!KINDS.has(file.type)) return say("picture.kind", file.name);
  return file.size > MOST_BYTES ? say("picture.large", file.name) : "";
}

customElements.define("picture-drop", PictureDrop);
