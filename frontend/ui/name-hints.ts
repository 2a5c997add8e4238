import { make } from "./html.ts";
import { wentToSignIn } from "./sign-in.ts";

const AFTER_AT = /(?:^|[^\w.])@([^@\n]{0,40})$/u;

/** Offers names behind `@` in the text field inside it; `href` is asked for those that begin like what was typed. */
class NameHints extends HTMLElement {
  private list!: HTMLElement;
  private asked = 0;
  private at = 0;

  connectedCallback() {
    if (this.list) return;
    this.list = make("div", { class: "combo-list name-list", role: "listbox", hidden: "" });
    this.append(this.list);
    this.addEventListener("input", () => void this.offer());
    this.addEventListener("keydown", (event) => this.onKey(event), { capture: true });
    this.addEventListener("focusout", () => this.close());
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) this.take(option.textContent ?? "");
    });
  }

  private get field() {
    return this.querySelector("textarea")!;
  }

  private get begun(): string | undefined {
    return AFTER_AT.exec(this.field.value.slice(0, this.field.selectionStart))?.[1];
  }

  private async offer() {
    const words = this.begun;
    const mine = ++this.asked;
    if (words === undefined) return this.close();
    const url = `${this.getAttribute("href")}?${new URLSearchParams({ q: words })}`;
    const answer = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => undefined);
    if (!answer?.ok || wentToSignIn(answer) || mine !== this.asked) return;
    const { names } = (await answer.json()) as { names: string[] };
    this.at = 0;
    this.list.replaceChildren(...names.map((name) => make("div", { role: "option", class: "combo-option" }, name)));
    this.list.hidden = !names.length;
    this.draw();
  }

  private onKey(event: KeyboardEvent) {
    const options = this.list.children.length;
    if (this.list.hidden || event.isComposing || !options) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.at = (this.at + step + options) % options;
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) this.take(this.list.children[this.at]?.textContent ?? "");
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.draw();
  }

  private take(name: string) {
    const before = this.field.selectionStart - (this.begun?.length ?? 0);
    this.field.setRangeText(`${name} `, before, this.field.selectionStart, "end");
    this.close();
  }

  private draw() {
    [...this.list.children].forEach((each, index) => each.setAttribute("aria-selected", String(index === this.at)));
  }

  private close() {
    this.asked++;
    this.list.hidden = true;
  }
}

customElements.define("name-hints", NameHints);
