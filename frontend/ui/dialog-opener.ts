import { isHere, refusal, show, showHere } from "./answer.ts";
import { bring } from "./htmx.ts";
import { firstField, icon, make, parsed } from "./html.ts";
import { markPlace, returnTo } from "./kept-focus.ts";
import { wentToSignIn } from "./sign-in.ts";
import { toast } from "./toast-list.ts";
import { say } from "./words.ts";

/** Opens the form behind a link in a dialog. The link's page marks its form with `data-dialog`; without scripts, or
 * when the fetch fails, the link goes there. Errors come back into the dialog; success follows the answer's redirect,
 * and when that is this very page, only changes what differs. */
class DialogOpener extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const link = (event.target as Element).closest("a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      if (link.pathname === location.pathname) return; // the form is this page
      event.preventDefault();
      void open(link);
    });
  }
}

async function open(link: HTMLAnchorElement) {
  const answer = await fetch(link.href, { headers: { Accept: "text/html" } }).catch(() => undefined);
  if (!answer?.ok) return location.assign(link.href);
  if (wentToSignIn(answer)) return;
  const content = parsed(await answer.text()).querySelector("[data-dialog]");
  if (!content) return location.assign(link.href);
  const dialog = frame(content, link);
  document.body.append(dialog);
  bring(dialog);
  dialog.showModal();
  firstField(dialog)?.focus();
}

function frame(content: Element, link: HTMLAnchorElement): HTMLDialogElement {
  const title = content.querySelector("h1, h2")?.textContent?.trim() ?? link.textContent?.trim() ?? "";
  const heading = make("h2", { id: "dialog-title" }, title);
  const close = make("button", { class: "btn btn-quiet btn-icon", "aria-label": say("close") }, icon("x"));
  const header = make("header", { class: "dialog-header" }, heading, make("form", { method: "dialog" }, close));
  const dialog = make("dialog", { class: "dialog", "aria-labelledby": "dialog-title" }, header);
  dialog.append(document.adoptNode(content));
  if (content.getAttribute("data-dialog") === "wide") dialog.classList.add("wide");
  dialog.addEventListener("close", () => {
    dialog.remove();
    // The browser gives the focus back to what had it: not into a menu that has closed meanwhile, nor for a key.
    returnTo(markPlace(link));
  });
  dialog.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method === "dialog") return;
    event.preventDefault();
    void send(dialog, form, (event as SubmitEvent).submitter, link);
  });
  dialog.addEventListener("click", (event) => {
    if ((event.target as Element).closest("[data-closes]")) {
      event.preventDefault();
      dialog.close();
    }
  });
  return dialog;
}

async function send(dialog: HTMLDialogElement, form: HTMLFormElement, submitter: HTMLElement | null, link: Element) {
  if (form.getAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  try {
    const data = new FormData(form, submitter as HTMLButtonElement | null);
    const isMultipart = form.enctype === "multipart/form-data";
    const body = isMultipart ? data : new URLSearchParams(data as never);
    const answer = await fetch(form.getAttribute("action") || dialog.baseURI, { method: "POST", body });
    if (!wentToSignIn(answer)) await receive(dialog, form, answer, link);
  } catch {
    toast(say("form.failed"), "error");
  } finally {
    form.removeAttribute("aria-busy");
  }
}

async function receive(dialog: HTMLDialogElement, form: HTMLFormElement, answer: Response, link: Element) {
  const page = parsed(await answer.text());
  const again = page.querySelector("[data-dialog]");
  if (again && !answer.redirected) {
    dialog.querySelector("[data-dialog]")?.replaceWith(document.adoptNode(again));
    bring(again);
    const wrong = dialog.querySelector<HTMLElement>("[aria-invalid=true]");
    const first = wrong?.checkVisibility() ? wrong : firstField(wrong?.parentElement ?? dialog);
    first?.focus();
    first?.closest(".field")?.scrollIntoView({ block: "nearest" }); // with the words below it
    return;
  }
  if (!answer.ok) return toast(refusal(page) ?? say("request.failed"), "error");
  form.dispatchEvent(new Event("form-sent", { bubbles: true }));
  if (!isHere(answer)) return show(page, new URL(answer.url));
  const place = markPlace(link);
  dialog.close();
  await showHere(page, answer);
  returnTo(place);
}

customElements.define("dialog-opener", DialogOpener);
