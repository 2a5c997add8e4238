import { say } from "./words.ts";

/** Says how many entries are ticked, ticks all that are shown, and with Shift all between two. */
class EntryPicks extends HTMLElement {
  private last: HTMLInputElement | undefined;
  private readonly onClick = (event: Event) => {
    const box = event.target as HTMLInputElement;
    if (!(box instanceof HTMLInputElement) || !box.matches(".entry-pick")) return;
    if ((event as MouseEvent).shiftKey && this.last?.isConnected) this.range(this.last, box);
    this.last = box;
    this.count();
  };

  connectedCallback() {
    document.addEventListener("click", this.onClick);
    this.all?.addEventListener("change", () => {
      for (const box of this.boxes) box.checked = this.all!.checked;
      this.count();
    });
    this.count();
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.onClick);
  }

  private get boxes() {
    return [...document.querySelectorAll<HTMLInputElement>(".entry-pick")];
  }

  private get all() {
    return this.querySelector<HTMLInputElement>(".selection-all input");
  }

  private range(one: HTMLInputElement, other: HTMLInputElement) {
    const { boxes } = this;
    const [from, to] = [boxes.indexOf(one), boxes.indexOf(other)].sort((a, b) => a - b) as [number, number];
    for (const box of boxes.slice(from, to + 1)) box.checked = other.checked;
  }

  private count() {
    const { boxes } = this;
    const ticked = boxes.filter((each) => each.checked).length;
    const text = ticked ? say("picked.some", ticked) : say("picked.none");
    this.querySelector(".selection-count")!.textContent = text;
    if (!this.all) return;
    this.all.checked = ticked > 0 && ticked === boxes.length;
    this.all.indeterminate = ticked > 0 && ticked < boxes.length;
  }
}

customElements.define("entry-picks", EntryPicks);
