/** Words with commas between them, suggested from the <datalist> inside: each offer keeps what is typed before it. */
class TagSuggestions extends HTMLElement {
  private words: string[] = [];

  connectedCallback() {
    const list = this.querySelector("datalist");
    const input = list && document.querySelector<HTMLInputElement>(`input[list="${list.id}"]`);
    if (!list || !input) return;
    this.words = [...list.options].map((option) => option.value);
    input.addEventListener("input", () => this.offer(input, list));
    this.offer(input, list);
  }

  private offer(input: HTMLInputElement, list: HTMLDataListElement) {
    const typed = input.value.split(/[,，、]/).slice(0, -1).map((word) => word.trim()).filter(Boolean);
    const before = typed.length ? `${typed.join(", ")}, ` : "";
    const known = new Set(typed.map((word) => word.toLowerCase()));
    const offers = this.words.filter((word) => !known.has(word)).map((word) => new Option("", `${before}${word}`));
    list.replaceChildren(...offers);
  }
}

customElements.define("tag-suggestions", TagSuggestions);
