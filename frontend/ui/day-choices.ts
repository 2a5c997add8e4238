import { make } from "./html.ts";
import { say } from "./words.ts";

const CHOICES: [string, number][] = [["day.today", 0], ["day.tomorrow", 1], ["day.week", 7]];

/** Buttons beside a field for a day that fill in the likely ones. */
class DayChoices extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input");
    if (!input || this.querySelector("button")) return;
    for (const [word, days] of CHOICES) {
      const button = make("button", { type: "button", class: "btn btn-quiet btn-sm" }, say(word));
      button.addEventListener("click", () => {
        input.value = dayAhead(days);
        input.dispatchEvent(new Event("change", { bubbles: true }));
      });
      this.append(button);
    }
  }
}

function dayAhead(days: number): string {
  const day = new Date();
  day.setDate(day.getDate() + days);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

customElements.define("day-choices", DayChoices);
