import { bring, morph } from "./htmx.ts";
import { firstField, icon, make, parsed } from "./html.ts";
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
    // The browser gives the focus back to the link, but not into a menu that has closed meanwhile.
    if (document.activeElement === document.body) link.closest("details")?.querySelector("summary")?.focus();
  });
  dialog.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method === "dialog") return;
    event.preventDefault();
    void send(dialog, form, (event as SubmitEvent).submitter);
  });
  dialog.addEventListener("click", (event) => {
    if ((event.target as Element).closest("[data-closes]")) {
      event.preventDefault();
      dialog.close();
    }
  });
  return dialog;
}

async function send(dialog: HTMLDialogElement, form: HTMLFormElement, submitter: HTMLElement | null) {
  if (form.getAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  try {
    const data = new FormData(form, submitter as HTMLButtonElement | null);
    const isMultipart = form.enctype === "multipart/form-data";
    const body = isMultipart ? data : new URLSearchParams(data as never);
    const answer = await fetch(form.getAttribute("action") || dialog.baseURI, { method: "POST", body });
    if (!wentToSignIn(answer)) await receive(dialog, form, answer);
  } catch {
    toast(say("form.failed"), "error");
  } finally {
    form.removeAttribute("aria-busy");
  }
}

async function receive(dialog: HTMLDialogElement, form: HTMLFormElement, answer: Response) {
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
  const url = new URL(answer.url);
  const isHere = url.pathname === location.pathname;
  if (!isHere) return show(page, url);
  dialog.close();
  if (url.search !== location.search) history.replaceState(history.state, "", url);
  document.title = page.title;
  for (const part of [".incident-header", ".sticky-header", ".shell-columns"]) await swapPart(part, page);
  addToasts(page);
}

/** What a page of refusal says. */
function refusal(page: Document): string | undefined {
  return page.querySelector(".plain-card p:not(.plain-brand)")?.textContent?.trim();
}

/** The answer is the next page already: fetching it again would lose its messages. */
function show(page: Document, url: URL) {
  history.pushState({}, "", url);
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  window.scrollTo(0, 0);
  document.dispatchEvent(new Event("page-shown"));
  window.addEventListener("popstate", () => location.reload(), { once: true });
}

async function swapPart(selector: string, page: Document) {
  const [here, there] = [document.querySelector(selector), page.querySelector(selector)];
  if (here && there) await morph(here, there.outerHTML);
}

function addToasts(page: Document) {
  const arrived = page.querySelectorAll("#toasts .toast");
  document.getElementById("toasts")?.append(...[...arrived].map((each) => document.adoptNode(each)));
}

customElements.define("dialog-opener", DialogOpener);
