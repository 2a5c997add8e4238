import { parsed } from "./html.ts";
import { morph } from "./htmx.ts";
import { wentToSignIn } from "./sign-in.ts";

/** Fetches a part of the page every few seconds and changes it in place, for screens that nobody touches: `target`
 * is its id, `href` where it comes from. Live hints are faster; this also finds what is new. */
class SelfRefresh extends HTMLElement {
  private timer: ReturnType<typeof setInterval> | undefined;

  connectedCallback() {
    const seconds = Number(this.getAttribute("seconds")) || 15;
    this.timer = setInterval(() => void this.refresh(), seconds * 1000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  private async refresh() {
    const id = this.getAttribute("target")!, url = this.getAttribute("href")!;
    const answer = await fetch(url, { headers: { Accept: "text/html", "HX-Request": "true" } }).catch(() => undefined);
    if (answer && wentToSignIn(answer)) return location.reload();
    if (!answer?.ok) return;
    const fresh = parsed(await answer.text()).getElementById(id), here = document.getElementById(id);
    if (fresh && here) await morph(here, fresh.outerHTML);
  }
}

customElements.define("self-refresh", SelfRefresh);
