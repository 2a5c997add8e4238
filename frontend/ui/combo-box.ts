import { icon, make } from "./html.ts";
import { say } from "./words.ts";

let count = 0;

/** Makes the <select> inside it searchable: type to narrow, arrows and Enter to choose, chips for several choices.
 * The select stays in the form and keeps the values, so without scripts nothing is missing. */
class ComboBox extends HTMLElement {
  private input!: HTMLInputElement;
  private box!: HTMLElement;
  private list!: HTMLElement;
  private at = 0;

  private get select() {
    return this.querySelector("select")!;
  }

  connectedCallback() {
    if (this.querySelector(".combo")) return;
    const id = `combo-${++count}`;
    const label = this.select.id ? document.querySelector(`label[for="${this.select.id}"]`) : null;
    this.input = make("input", { type: "text", role: "combobox", id, autocomplete: "off", "aria-expanded": "false",
      "aria-controls": `${id}-list`, "aria-autocomplete": "list", placeholder: this.select.dataset.placeholder ?? "" });
    const described = this.select.getAttribute("aria-describedby");
    if (described) this.input.setAttribute("aria-describedby", described);
    label?.setAttribute("for", id);
    this.list = make("div", { class: "combo-list", role: "listbox", id: `${id}-list`, hidden: "" });
    this.list.setAttribute("aria-label", label?.textContent ?? "");
    this.box = make("div", { class: "combo-box" }, this.input);
    this.select.hidden = true;
    this.select.after(make("div", { class: "combo" }, this.box, this.list));
    this.listen();
    this.drawChosen();
  }

  private listen() {
    this.input.addEventListener("input", () => this.open());
    this.input.addEventListener("click", () => this.open());
    // What is chosen stands in the field: typing is meant to replace it.
    this.input.addEventListener("focus", () => this.select.multiple || requestAnimationFrame(() => this.input.select()));
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.addEventListener("focusout", (event) => {
      if (!this.contains(event.relatedTarget as Node | null)) this.close();
    });
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) this.choose(option.dataset.value!);
    });
    this.select.addEventListener("restored", () => this.drawChosen());
    // The event comes before the values change.
    this.select.form?.addEventListener("reset", () => setTimeout(() => this.drawChosen()));
  }

  private get options(): HTMLOptionElement[] {
    const words = this.input.value.trim().toLowerCase();
    const isSearch = this.select.multiple || words !== this.select.selectedOptions[0]?.text.toLowerCase();
    return [...this.select.options].filter((option) => {
      if (this.select.multiple && (option.selected || !option.value)) return false;
      return !isSearch || spoken(option.text).includes(spoken(words));
    });
  }

  private open() {
    const options = this.options.map((option, index) => {
      const id = `${this.input.id}-${index}`;
      return make("div", { role: "option", id, "data-value": option.value, "aria-selected": "false" }, option.text);
    });
    this.list.replaceChildren(...options);
    if (!options.length) this.list.append(make("p", { class: "combo-empty" }, say("choose.none")));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark(0);
  }

  private close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.drawChosen();
  }

  private mark(index: number) {
    const options = [...this.list.querySelectorAll<HTMLElement>("[role=option]")];
    this.at = Math.min(Math.max(index, 0), options.length - 1);
    options.forEach((each, at) => each.setAttribute("aria-selected", String(at === this.at)));
    const marked = options[this.at];
    marked?.scrollIntoView({ block: "nearest" });
    if (marked) this.input.setAttribute("aria-activedescendant", marked.id);
  }

  private onKey(event: KeyboardEvent) {
    if (event.isComposing) return;
    const isOpen = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (isOpen) this.mark(this.at + (event.key === "ArrowDown" ? 1 : -1));
      else this.open();
    } else if (event.key === "Enter" && isOpen) {
      const marked = this.list.querySelectorAll<HTMLElement>("[role=option]")[this.at];
      if (marked) this.choose(marked.dataset.value!);
    } else if (event.key === "Escape" && isOpen) {
      event.stopPropagation();
      this.close();
    } else if (event.key === "Backspace" && !this.input.value && this.select.multiple) {
      const last = [...this.select.selectedOptions].at(-1);
      if (last) this.drop(last);
      return;
    } else return;
    event.preventDefault();
  }

  private choose(value: string) {
    const option = [...this.select.options].find((each) => each.value === value);
    if (!option) return;
    option.selected = true;
    this.input.value = "";
    this.changed();
    if (this.select.multiple) this.open();
    else {
      this.close();
      this.input.select();
    }
  }

  private drop(option: HTMLOptionElement) {
    option.selected = false;
    this.changed();
    this.input.focus();
  }

  private changed() {
    this.drawChosen();
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private drawChosen() {
    this.box.querySelectorAll(".combo-chip").forEach((each) => each.remove());
    if (!this.select.multiple) {
      const chosen = this.select.selectedOptions[0];
      this.input.value = chosen?.value ? chosen.text : "";
      return;
    }
    for (const option of this.select.selectedOptions) this.input.before(this.chip(option));
  }

  private chip(option: HTMLOptionElement): HTMLElement {
    const button = make("button", { type: "button", "aria-label": say("choose.remove", option.text) }, icon("x"));
    button.addEventListener("click", () => this.drop(option));
    return make("span", { class: "combo-chip" }, option.text, button);
  }
}

/** As it is said: time zones are written with _ in one place and with a space in another. */
function spoken(text: string): string {
  return text.toLowerCase().replaceAll("_", " ");
}

customElements.define("combo-box", ComboBox);
