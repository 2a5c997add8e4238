/** Rows with boxes: Shift and a click chooses a range, a box in the heading the whole page, and a bar at the bottom
 * says how many. Without scripts the boxes and the button of the form are there all the same. */
class RowSelect extends HTMLElement {
  private last: HTMLInputElement | undefined;
  private observer: MutationObserver | undefined;

  connectedCallback() {
    this.addEventListener("click", this.onClick);
    this.addEventListener("change", this.onChange);
    this.observer = new MutationObserver(() => this.tell());
    this.observer.observe(this.querySelector("ol") ?? this, { childList: true });
    this.tell();
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.onClick);
    this.removeEventListener("change", this.onChange);
    this.observer?.disconnect();
  }

  private get boxes() {
    return [...this.querySelectorAll<HTMLInputElement>("input[name=number]")];
  }

  private get all() {
    return this.querySelector<HTMLInputElement>("[data-selects-all]");
  }

  private readonly onClick = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    if (target.closest("[data-clears]")) {
      for (const box of this.boxes) box.checked = false;
      this.tell();
    }
    if (!(target instanceof HTMLInputElement) || target.name !== "number") return;
    const boxes = this.boxes, at = boxes.indexOf(target);
    const from = this.last && event.shiftKey ? boxes.indexOf(this.last) : at;
    if (from >= 0) for (const box of boxes.slice(Math.min(from, at), Math.max(from, at) + 1)) box.checked = target.checked;
    this.last = target;
    this.tell();
  };

  private readonly onChange = (event: Event) => {
    if (event.target === this.all) for (const box of this.boxes) box.checked = this.all!.checked;
    this.tell();
  };

  private tell() {
    const boxes = this.boxes, chosen = boxes.filter((box) => box.checked).length;
    const bar = this.querySelector<HTMLElement>(".select-bar"), all = this.all;
    if (!bar || !all) return;
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    const count = bar.querySelector<HTMLElement>(".select-count")!;
    count.textContent = chosen ? count.dataset.text!.replace("%", String(chosen)) : "";
  }
}

customElements.define("row-select", RowSelect);
