import { icon, make } from "./html.ts";

const STAYS_MS = 6000;

/** Messages at the edge: each can be closed; good news leaves by itself, unless one is reading it. */
class ToastList extends HTMLElement {
  connectedCallback() {
    for (const each of this.querySelectorAll<HTMLElement>(".toast")) this.arrange(each);
    new MutationObserver((changes) => {
      const added = changes.flatMap((change) => [...change.addedNodes]);
      for (const node of added) if (node instanceof HTMLElement) this.arrange(node);
    }).observe(this, { childList: true });
  }

  private arrange(toast: HTMLElement) {
    if (toast.querySelector("button[data-closes]")) return;
    const close = make("button", { type: "button", "data-closes": "", "aria-label": this.dataset.close ?? "" }, icon("x"));
    close.addEventListener("click", () => toast.remove());
    toast.append(close);
    if (toast.dataset.level !== "error" && toast.dataset.level !== "warning") leaveLater(toast);
  }
}

function leaveLater(toast: HTMLElement) {
  let timer = setTimeout(() => toast.remove(), STAYS_MS);
  const wait = () => clearTimeout(timer);
  const go = () => (timer = setTimeout(() => toast.remove(), STAYS_MS));
  toast.addEventListener("pointerenter", wait);
  toast.addEventListener("pointerleave", go);
  toast.addEventListener("focusin", wait);
  toast.addEventListener("focusout", go);
}

/** Say something in passing, perhaps with a button that undoes it. */
export function toast(
  text: string,
  level: "success" | "info" | "warning" | "error" = "success",
  action?: { label: string; run: () => void },
) {
  const name = level === "success" ? "circle-check" : level === "info" ? "info" : "warning";
  const message = make("div", { class: "toast", "data-level": level }, icon(name), make("p", {}, text));
  if (action) {
    const button = make("button", { type: "button", class: "btn btn-sm" }, action.label);
    button.addEventListener("click", () => {
      message.remove();
      action.run();
    });
    message.append(button);
  }
  document.getElementById("toasts")?.append(message);
}

customElements.define("toast-list", ToastList);
