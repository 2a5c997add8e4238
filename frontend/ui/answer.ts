import { morph } from "./htmx.ts";

/** The answer to a form is the page one is on. */
export function isHere(answer: Response): boolean {
  return new URL(answer.url).pathname === location.pathname;
}

/** Change only what differs, and say what the answer says. */
export async function showHere(page: Document, answer: Response) {
  const { search } = new URL(answer.url);
  if (search !== location.search) history.replaceState(history.state, "", answer.url);
  document.title = page.title;
  for (const part of [".incident-header", ".sticky-header", ".shell-columns"]) await swapPart(part, page);
  addToasts(page);
}

/** The answer is the next page already: fetching it again would lose its messages. */
export function show(page: Document, url: URL) {
  history.pushState({}, "", url);
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  window.scrollTo(0, 0);
  document.dispatchEvent(new Event("page-shown"));
  window.addEventListener("popstate", () => location.reload(), { once: true });
}

/** What a page of refusal says. */
export function refusal(page: Document): string | undefined {
  return page.querySelector(".plain-card p:not(.plain-brand)")?.textContent?.trim();
}

async function swapPart(selector: string, page: Document) {
  const [here, there] = [document.querySelector(selector), page.querySelector(selector)];
  if (here && there) await morph(here, there.outerHTML);
}

function addToasts(page: Document) {
  const arrived = page.querySelectorAll("#toasts .toast");
  document.getElementById("toasts")?.append(...[...arrived].map((each) => document.adoptNode(each)));
}
