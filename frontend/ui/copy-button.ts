import { toast } from "./toast-list.ts";
import { say } from "./words.ts";

/** Copies `data-text`, or the text of the element that `data-from` selects. A path becomes a full address. */
class CopyButton extends HTMLElement {
  connectedCallback() {
    // The browser has no clipboard on plain http, except on this machine: better no button than one that fails.
    if (!navigator.clipboard) this.hidden = true;
    this.addEventListener("click", () => void this.copy());
  }

  private async copy() {
    const from = this.dataset.from ? document.querySelector(this.dataset.from)?.textContent : this.dataset.text;
    const text = from?.startsWith("/") ? new URL(from, location.origin).href : from;
    await navigator.clipboard.writeText(text ?? "");
    toast(say("copied"));
  }
}

customElements.define("copy-button", CopyButton);
