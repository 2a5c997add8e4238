/** A <details> that behaves as a menu: closes on Escape and on a press elsewhere, arrows move within. */
class MenuButton extends HTMLElement {
  private readonly elsewhere = (event: Event) => {
    if (!this.contains(event.target as Node)) this.close(false);
  };

  connectedCallback() {
    document.addEventListener("pointerdown", this.elsewhere);
    this.addEventListener("keydown", (event) => this.onKey(event));
    this.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !this.contains(event.relatedTarget as Node)) this.close(false);
    });
  }

  disconnectedCallback() {
    document.removeEventListener("pointerdown", this.elsewhere);
  }

  private get details() {
    return this.querySelector("details");
  }

  private close(backToButton: boolean) {
    if (!this.details?.open) return;
    this.details.open = false;
    if (backToButton) this.querySelector("summary")?.focus();
  }

  private onKey(event: KeyboardEvent) {
    if (event.key === "Escape" && this.details?.open) {
      event.stopPropagation();
      this.close(true);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    }
  }

  private move(by: number) {
    if (this.details) this.details.open = true;
    const items = [...this.querySelectorAll<HTMLElement>(".menu-panel :is(a, button, input):not([type=hidden])")];
    const at = items.indexOf(document.activeElement as HTMLElement);
    items[(at + by + items.length) % items.length]?.focus();
  }
}

customElements.define("menu-button", MenuButton);
