import { make } from "./html.ts";

/** Knows the browser's own time zone. `mode="fill"` chooses it in a form that nobody has touched yet; `mode="offer"`
 * puts a button under the select when it says something else. */
class ZoneGuess extends HTMLElement {
  connectedCallback() {
    const select = this.querySelector("select");
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!select || !zone || select.value === zone || ![...select.options].some((each) => each.value === zone)) return;
    if (this.getAttribute("mode") === "fill") {
      // After errors the form shows what was chosen; then it stays.
      if (!this.closest("form")?.querySelector("[aria-invalid=true], .form-error")) choose(select, zone);
    } else this.offer(select, zone);
  }

  private offer(select: HTMLSelectElement, zone: string) {
    if (this.querySelector(".zone-offer")) return;
    const words = (this.dataset.offer ?? "").replace("{zone}", zone.replaceAll("_", " "));
    const button = make("button", { type: "button", class: "btn btn-link zone-offer" }, words);
    button.addEventListener("click", () => {
      choose(select, zone);
      select.dispatchEvent(new Event("change", { bubbles: true }));
      button.remove();
    });
    this.querySelector(".field")?.append(button);
  }
}

function choose(select: HTMLSelectElement, zone: string) {
  select.value = zone;
  select.dispatchEvent(new Event("restored")); // the combo-box around it draws what is chosen
}

customElements.define("zone-guess", ZoneGuess);
