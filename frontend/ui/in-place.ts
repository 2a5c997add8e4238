import { isHere, refusal, show, showHere } from "./answer.ts";
import { parsed } from "./html.ts";
import { markPlace, returnTo } from "./kept-focus.ts";
import { wentToSignIn } from "./sign-in.ts";
import { toast } from "./toast-list.ts";
import { say } from "./words.ts";

/** One-button forms in the living parts of a page, such as Join or Take it, answer where they stand: no reload, no
 * jump to the top, the focus stays. Without scripts they are sent as any form. */
const FORMS = ":is([data-refresh-url], .live-block) form[method=post]:not([hx-post])";
const FIELDS = "textarea, select, input:not([type=hidden])";

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || !form.matches(FORMS) || form.querySelector(FIELDS)) return;
  event.preventDefault();
  void send(form, (event as SubmitEvent).submitter);
});

async function send(form: HTMLFormElement, submitter: HTMLElement | null) {
  if (form.getAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  const menu = form.closest<HTMLDetailsElement>("details.menu");
  const place = markPlace(menu?.querySelector("summary") ?? submitter);
  try {
    const body = new URLSearchParams(new FormData(form, submitter) as never);
    const answer = await fetch(form.getAttribute("action")!, { method: "POST", body });
    if (wentToSignIn(answer)) return;
    const page = parsed(await answer.text());
    if (!answer.ok) return toast(refusal(page) ?? say("request.failed"), "error");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary")?.focus({ preventScroll: true });
    }
    if (!isHere(answer)) return show(page, new URL(answer.url));
    await showHere(page, answer);
    returnTo(place);
  } catch {
    toast(say("form.failed"), "error");
  } finally {
    form.removeAttribute("aria-busy");
  }
}
