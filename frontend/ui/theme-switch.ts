/** Shows the chosen theme at once and stores it behind; without scripts its form does both with a reload. */
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = (event as SubmitEvent).submitter;
      if (button instanceof HTMLButtonElement) void this.choose(button);
    });
  }

  private async choose(button: HTMLButtonElement) {
    document.documentElement.dataset.theme = button.value;
    for (const each of this.querySelectorAll("button")) each.setAttribute("aria-pressed", String(each === button));
    const form = this.querySelector("form")!;
    const body = new URLSearchParams(new FormData(form, button) as never);
    await fetch(form.action, { method: "POST", body, redirect: "manual" });
  }
}

customElements.define("theme-switch", ThemeSwitch);
