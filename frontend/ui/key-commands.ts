const SEQUENCE_MS = 1200;
const ITEMS = "[data-item]";

/** Runs what a page declares with `data-key`: "c" on a link presses it, "n" on a text box goes there, "g i" waits for
 * both. A key inside list items ("f") acts in the item that has the focus. Nothing happens while one types. */
class KeyCommands extends HTMLElement {
  private first = "";
  private firstAt = 0;
  private readonly onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (this.run(event.key)) event.preventDefault();
  };
  private readonly onClick = (event: Event) => {
    if ((event.target as Element).closest("[data-opens-keys]")) this.querySelector("dialog")?.showModal();
  };

  connectedCallback() {
    document.addEventListener("keydown", this.onKey);
    document.addEventListener("click", this.onClick);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onKey);
    document.removeEventListener("click", this.onClick);
  }

  private run(key: string): boolean {
    const keys = this.first && Date.now() - this.firstAt < SEQUENCE_MS ? `${this.first} ${key}` : key;
    this.first = "";
    if (keys === "?") {
      this.querySelector("dialog")?.showModal();
      return true;
    }
    if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
    if (startsSequence(keys)) {
      this.first = keys;
      this.firstAt = Date.now();
      return true;
    }
    const target = commandFor(keys);
    if (target) press(target);
    return Boolean(target);
  }
}

/** The element behind a key; one inside a list item counts only where the focus is. */
function commandFor(keys: string): HTMLElement | undefined {
  const all = [...document.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(keys)}"]`)];
  const here = document.activeElement?.closest(ITEMS);
  return all.find((each) => here?.contains(each)) ?? all.find((each) => !each.closest(ITEMS) && each.checkVisibility());
}

function startsSequence(keys: string): boolean {
  return document.querySelector(`[data-key^="${CSS.escape(keys)} "]`) !== null;
}

function press(target: HTMLElement) {
  if (target.matches("input:not([type=checkbox]), textarea, select")) target.focus();
  else target.click();
}

function move(by: number): boolean {
  const items = [...document.querySelectorAll<HTMLElement>(ITEMS)].filter((each) => each.checkVisibility());
  if (!items.length) return false;
  const at = items.findIndex((each) => each.contains(document.activeElement));
  const next = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(Math.max(at + by, 0), items.length - 1)];
  const own = next?.querySelector<HTMLElement>(".row-link, .entry-time");
  (own ?? next?.querySelector<HTMLElement>("a, button"))?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
  return true;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

customElements.define("key-commands", KeyCommands);
