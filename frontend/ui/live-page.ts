import { icon, make, parsed } from "./html.ts";
import { morph } from "./htmx.ts";
import { wentToSignIn } from "./sign-in.ts";
import { Socket } from "./socket.ts";
import { say } from "./words.ts";

const COALESCE_MS = 60, QUIET_MS = 2000;

/** Follows what others change. One socket carries hints ("incident:142 changed"); the parts of the page marked with
 * `data-refresh-url` (and an id) are fetched again and changed in place. A part with `data-refresh-hold` that is
 * scrolled past its top waits behind a "3 new entries" pill instead of moving what one reads; one with
 * `data-refresh-near` waits until it is about to be seen. */
class LivePage extends HTMLElement {
  private socket: Socket | undefined;
  private heads = new Map<string, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private offlineTimer: ReturnType<typeof setTimeout> | undefined;
  private isBusy = false;
  private openedAt = 0;

  connectedCallback() {
    const topics = (this.getAttribute("topics") ?? "").split(/\s+/).filter(Boolean);
    const head = Number(this.getAttribute("head") ?? -1);
    for (const topic of topics) this.heads.set(topic, head);
    document.addEventListener("page-stale", this.onStale);
    document.addEventListener("scroll", this.onScroll, { passive: true });
    if (!topics.length) return;
    this.socket = new Socket("/live/hints", {
      opened: (isAgain) => this.opened(isAgain),
      heard: (message) => this.heard(message),
      lost: () => this.lost(),
    });
  }

  disconnectedCallback() {
    document.removeEventListener("page-stale", this.onStale);
    document.removeEventListener("scroll", this.onScroll);
    this.socket?.close();
    clearTimeout(this.timer);
    clearTimeout(this.offlineTimer);
  }

  /** Something on this page has just changed what it shows. */
  private readonly onStale = () => this.refreshSoon();

  private readonly onScroll = () => {
    if ([...document.querySelectorAll("[data-stale]")].some(isNear)) this.refreshSoon();
  };

  private opened(isAgain: boolean) {
    this.openedAt = Date.now();
    clearTimeout(this.offlineTimer);
    showState("");
    this.socket?.send({ subscribe: [...this.heads.keys()] });
    if (isAgain) this.refreshSoon();
  }

  private heard(message: Record<string, unknown>) {
    if (typeof message.changed === "string") {
      const known = this.heads.get(message.changed) ?? -1;
      const head = Number(message.head ?? known + 1);
      if (head === known) return;
      this.heads.set(message.changed, head);
      document.dispatchEvent(new CustomEvent("page-hint", { detail: { topic: message.changed } }));
      this.refreshSoon();
    } else if (typeof message.unknown === "string" && Date.now() - this.openedAt > QUIET_MS) {
      // It was there and is not any more: the page says what the person may still see.
      location.reload();
    }
  }

  private lost() {
    clearTimeout(this.offlineTimer);
    this.offlineTimer = setTimeout(() => showState(say("live.offline")), QUIET_MS);
  }

  private refreshSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), COALESCE_MS);
  }

  /** Hints that arrive meanwhile are answered by one more round. */
  private async refresh() {
    if (this.isBusy || document.querySelector("[data-dragged]")) return this.refreshSoon();
    this.isBusy = true;
    try {
      await Promise.all([...byUrl()].map(([url, parts]) => fetchParts(url, parts)));
    } finally {
      this.isBusy = false;
    }
  }
}

function byUrl(): Map<string, HTMLElement[]> {
  const groups = new Map<string, HTMLElement[]>();
  for (const part of document.querySelectorAll<HTMLElement>("[data-refresh-url][id]")) {
    if (part.hasAttribute("data-refresh-near") && !isNear(part)) {
      part.setAttribute("data-stale", ""); // what comes instead has it no more
      continue;
    }
    const url = part.dataset.refreshUrl!;
    groups.set(url, [...(groups.get(url) ?? []), part]);
  }
  return groups;
}

/** On the screen, or less than a screen away from it. */
function isNear(part: Element): boolean {
  const { top, bottom } = part.getBoundingClientRect();
  return bottom > -innerHeight && top < 2 * innerHeight;
}

async function fetchParts(url: string, parts: HTMLElement[]) {
  const answer = await fetch(url, { headers: { Accept: "text/html", "HX-Request": "true" } }).catch(() => undefined);
  if (!answer || wentToSignIn(answer)) return;
  if (answer.status === 404) return location.reload();
  if (!answer.ok) return;
  const page = parsed(await answer.text());
  for (const part of parts) {
    const fresh = page.getElementById(part.id);
    if (fresh) await place(part, fresh);
  }
}

async function place(part: HTMLElement, fresh: HTMLElement) {
  if (!part.hasAttribute("data-refresh-hold")) return morph(part, fresh.outerHTML);
  const pill = pillOf(part);
  const added = isScrolledInto(part) ? countNew(part, fresh) : 0;
  pill.hidden = !added;
  if (!added) return morph(part, fresh.outerHTML);
  const text = added === 1 ? say("entries.one") : say("entries.many", added);
  const button = make("button", { type: "button" }, icon("arrow-up"), ` ${text}`);
  button.addEventListener("click", () => {
    pill.hidden = true;
    part.scrollIntoView({ block: "start" });
    void morph(part, fresh.outerHTML);
  });
  pill.replaceChildren(button);
}

/** The reader is past the top of the part, where new things arrive. */
function isScrolledInto(part: HTMLElement): boolean {
  const top = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  return part.getBoundingClientRect().top < top - 40;
}

function countNew(part: HTMLElement, fresh: HTMLElement): number {
  const shown = new Set([...part.querySelectorAll("[data-item][id]")].map((each) => each.id));
  return [...fresh.querySelectorAll("[data-item][id]")].filter((each) => !shown.has(each.id)).length;
}

function pillOf(part: HTMLElement): HTMLElement {
  const before = part.previousElementSibling;
  if (before instanceof HTMLElement && before.classList.contains("new-entries")) return before;
  const pill = make("div", { class: "new-entries", role: "status", hidden: "" });
  part.before(pill);
  return pill;
}

function showState(text: string) {
  const state = document.querySelector<HTMLElement>(".live-state");
  if (!state) return;
  state.hidden = !text;
  state.replaceChildren(...(text ? [icon("offline"), text] : []));
}

customElements.define("live-page", LivePage);
