import { icon, make, parsed } from "./html.ts";
import { wentToSignIn } from "./sign-in.ts";
import { say } from "./words.ts";

const WAIT_MS = 140;

/** Search and commands in one place: the page's own commands (every `data-key` with a name) match at once, incidents
 * and postmortems come from the server (`data-search-url`, answered with components/search_results.html). */
class CommandPalette extends HTMLElement {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  private readonly onKey = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    event.preventDefault();
    this.open();
  };
  private readonly onClick = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || !(event.target as Element).closest("[data-opens-palette]")) return;
    event.preventDefault();
    this.open();
  };

  connectedCallback() {
    document.addEventListener("keydown", this.onKey);
    document.addEventListener("click", this.onClick);
    this.input.addEventListener("input", () => this.search());
    this.dialog.addEventListener("keydown", (event) => this.onDialogKey(event));
    this.dialog.addEventListener("click", (event) => this.onDialogClick(event));
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onKey);
    document.removeEventListener("click", this.onClick);
  }

  private get dialog() {
    return this.querySelector("dialog")!;
  }

  private get input() {
    return this.querySelector("input")!;
  }

  private get list() {
    return this.querySelector<HTMLElement>("[role=listbox]")!;
  }

  private open() {
    if (this.dialog.open || document.querySelector("dialog[open]")) return;
    this.input.value = "";
    this.dialog.showModal();
    this.search();
  }

  private search() {
    const words = this.input.value.trim().toLowerCase();
    const commands = pageCommands().filter((each) => each.name.toLowerCase().includes(words));
    this.show(commands, undefined);
    clearTimeout(this.timer);
    if (words) this.timer = setTimeout(() => void this.ask(words, commands), WAIT_MS);
  }

  private async ask(words: string, commands: Command[]) {
    const turn = ++this.asked;
    const url = `${this.dataset.searchUrl}?q=${encodeURIComponent(words)}&partial=1`;
    const answer = await fetch(url, { headers: { Accept: "text/html", "HX-Request": "true" } }).catch(() => undefined);
    // A slower, older answer must not replace a newer one.
    if (!answer?.ok || turn !== this.asked || wentToSignIn(answer)) return;
    const found = [...parsed(await answer.text()).querySelectorAll<HTMLAnchorElement>("a.palette-item")];
    this.show(commands, found);
  }

  private show(commands: Command[], found: HTMLAnchorElement[] | undefined) {
    const items = commands.map((each) => commandItem(each, () => this.dialog.close()));
    const head = items.length ? [make("p", { class: "palette-head" }, say("palette.commands"))] : [];
    const results = (found ?? []).map((each) => document.adoptNode(each));
    this.list.replaceChildren(...results, ...head, ...items);
    if (found && !found.length && !items.length) {
      this.list.append(make("p", { class: "palette-none" }, say("palette.none")));
    }
    this.items.forEach((each, index) => (each.id = `palette-${index}`));
    this.choose(0);
  }

  private get items() {
    return [...this.list.querySelectorAll<HTMLElement>("[role=option]")];
  }

  private choose(index: number) {
    this.items.forEach((each, at) => each.setAttribute("aria-selected", String(at === index)));
    const chosen = this.items[index];
    chosen?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", chosen?.id ?? "");
  }

  private onDialogKey(event: KeyboardEvent) {
    const at = this.items.findIndex((each) => each.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") this.choose(Math.min(at + 1, this.items.length - 1));
    else if (event.key === "ArrowUp") this.choose(Math.max(at - 1, 0));
    // A search field takes the first Escape to empty itself.
    else if (event.key === "Escape") this.dialog.close();
    else if (event.key === "Enter" && !event.isComposing) this.items[at]?.click();
    else return;
    event.preventDefault();
  }

  private onDialogClick(event: MouseEvent) {
    if (event.target === this.dialog) this.dialog.close();
  }
}

type Command = { name: string; keys: string; target: HTMLElement };

/** What the page offers now: each key once, with the words a person sees or hears. */
function pageCommands(): Command[] {
  const commands = new Map<string, Command>();
  for (const target of document.querySelectorAll<HTMLElement>("[data-key]:not([data-item] *)")) {
    const keys = target.dataset.key!;
    const name = target.dataset.name ?? target.getAttribute("aria-label") ?? target.textContent?.trim() ?? "";
    if (name && keys !== "/" && !commands.has(keys)) commands.set(keys, { name, keys, target });
  }
  return [...commands.values()];
}

function commandItem({ name, keys, target }: Command, close: () => void): HTMLElement {
  const hint = make("span", { class: "palette-keys" });
  for (const key of keys.split(" ")) hint.append(make("kbd", {}, key), " ");
  const title = make("span", { class: "palette-title" }, name);
  const item = make("div", { class: "palette-item", role: "option" }, icon("command"), title, hint);
  item.addEventListener("click", () => {
    close();
    if (target.matches("input, textarea, select")) target.focus();
    else target.click();
  });
  return item;
}

customElements.define("command-palette", CommandPalette);
