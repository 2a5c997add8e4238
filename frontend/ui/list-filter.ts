import { parsed } from "./html.ts";
import { morph } from "./htmx.ts";
import { wentToSignIn } from "./sign-in.ts";

const WAIT_MS = 220;

/** Filters the list below a GET form while one chooses, in place: `target` names the part that is fetched again.
 * The address follows, so that reloading, sharing and going back find the same. */
class ListFilter extends HTMLElement {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  connectedCallback() {
    this.addEventListener("input", () => this.soon(WAIT_MS));
    this.addEventListener("change", () => this.soon(0));
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.soon(0);
    });
    this.addEventListener("keydown", (event) => this.onKey(event));
    document.addEventListener("click", this.onClick);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.onClick);
    clearTimeout(this.timer);
  }

  private get details() {
    return this.querySelector<HTMLDetailsElement>("details[open]");
  }

  private readonly onClick = (event: Event) => {
    // What was pressed may be gone already, as the chip that it took away.
    const target = event.target as Node;
    if (target.isConnected && !this.contains(target)) this.details?.removeAttribute("open");
  };

  private onKey(event: KeyboardEvent) {
    if (event.key !== "Escape" || event.defaultPrevented || !this.details) return;
    const { details } = this;
    details.removeAttribute("open");
    details.querySelector("summary")?.focus();
  }

  private soon(wait: number) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), wait);
  }

  private async refresh() {
    const form = this.querySelector("form")!;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && value) query.append(name, value);
    const url = `${form.getAttribute("action")}${query.size ? `?${query}` : ""}`;
    const turn = ++this.asked;
    const answer = await fetch(url, { headers: { Accept: "text/html", "HX-Request": "true" } }).catch(() => undefined);
    if (!answer || turn !== this.asked || wentToSignIn(answer)) return;
    const fresh = parsed(await answer.text()).getElementById(this.getAttribute("target") ?? "");
    const here = document.getElementById(this.getAttribute("target") ?? "");
    if (!fresh || !here) return location.assign(url);
    history.replaceState(history.state, "", url);
    await morph(here, fresh.outerHTML);
  }
}

customElements.define("list-filter", ListFilter);
