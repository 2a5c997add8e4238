import { make } from "./html.ts";
import { toast } from "./toast-list.ts";
import { say } from "./words.ts";

const MINUTE = 60_000, SETTLE_MS = 700, SCROLL_EDGE = 70;
const MOVABLE = ".entry[data-move]";

/** Notes are told another time where they stand: "[" and "]" move the one with the focus by a minute, Alt with an
 * arrow moves it past its neighbour, and its grip drags it between two others. What is pressed in a row is sent once;
 * Escape takes it back before that.
 * The edit form does the same without scripts. */
type Move = { entry: HTMLElement; from: number; to: number; gap?: number; timer: ReturnType<typeof setTimeout> };
let pending: Move | undefined;

document.addEventListener("keydown", (event) => {
  const entry = (event.target as Element).closest<HTMLElement>(MOVABLE);
  if (!entry || event.defaultPrevented || event.ctrlKey || event.metaKey || isTyping(event.target as Element)) return;
  const move = pending?.entry === entry ? pending : undefined;
  if (move && event.key === "Escape") {
    event.preventDefault();
    return giveUp();
  }
  const gap = event.altKey ? nextGap(entry, event.key, move) : undefined;
  const to = gap === undefined ? byMinute(move?.to ?? timeOf(entry), event.altKey ? "" : event.key) : atGap(entry, gap);
  if (to === undefined) return;
  event.preventDefault();
  moveLater(entry, Math.min(to, Date.now()), gap);
});

function isTyping(target: Element): boolean {
  return target.matches("input, textarea, select") || (target as HTMLElement).isContentEditable;
}

function byMinute(now: number, key: string): number | undefined {
  if (key === "[") return Math.ceil(now / MINUTE - 1) * MINUTE;
  return key === "]" ? Math.floor(now / MINUTE + 1) * MINUTE : undefined;
}

/** The next place between two others, counted from the newest, which stands on top: down is earlier. */
function nextGap(entry: HTMLElement, key: string, move?: Move): number | undefined {
  if (key !== "ArrowDown" && key !== "ArrowUp") return undefined;
  const others = othersThan(entry);
  const newer = others.filter((each) => timeOf(each) > (move?.to ?? 0)).length;
  const at = move ? (move.gap ?? newer) : listed().indexOf(entry);
  const gap = key === "ArrowDown" ? at + 1 : at - 1;
  return gap < 0 || gap > others.length ? undefined : gap;
}

function atGap(entry: HTMLElement, gap: number): number {
  const others = othersThan(entry);
  return between(others[gap - 1], others[gap]);
}

/** Every entry on the page, in all its stretches. */
function listed(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(".timeline .entry")];
}

function othersThan(entry: HTMLElement): HTMLElement[] {
  return listed().filter((each) => each !== entry);
}

/** Midway, at a whole minute where there is one; beyond the ends a minute further. */
function between(newer: HTMLElement | undefined, older: HTMLElement | undefined): number {
  if (!newer || !older) return newer ? timeOf(newer) - MINUTE : older ? timeOf(older) + MINUTE : Date.now();
  const [late, early] = [timeOf(newer), timeOf(older)];
  const middle = Math.round((late + early) / 2 / 1000) * 1000;
  const whole = Math.round(middle / MINUTE) * MINUTE;
  return whole > early && whole < late ? whole : middle;
}

function timeOf(entry: HTMLElement): number {
  return Date.parse(entry.querySelector<HTMLTimeElement>(".entry-time time")!.dateTime);
}

/** "14:05 CET", with the day where it is another one than today. */
function told(time: number, entry: HTMLElement): string {
  const timeZone = entry.closest<HTMLElement>(".timeline")?.dataset.zone || "UTC";
  const options: Intl.DateTimeFormatOptions = {
    timeZone, hour: "2-digit", minute: "2-digit", hour12: false, timeZoneName: "short",
  };
  const day: Intl.DateTimeFormatOptions = { timeZone, day: "numeric", month: "short" };
  const language = document.documentElement.lang;
  const [then, today] = [time, Date.now()].map((each) => new Intl.DateTimeFormat(language, day).format(each));
  return new Intl.DateTimeFormat(language, then === today ? options : { ...day, ...options }).format(time);
}

function moveLater(entry: HTMLElement, to: number, gap?: number) {
  clearTimeout(pending?.timer);
  const from = pending?.entry === entry ? pending.from : timeOf(entry);
  announce(say("move.to", told(to, entry)));
  pending = { entry, from, to, gap, timer: setTimeout(() => void settle(), SETTLE_MS) };
}

function giveUp() {
  clearTimeout(pending?.timer);
  pending = undefined;
  announceBriefly(say("move.none"));
}

async function settle() {
  const move = pending!;
  pending = undefined;
  announce("");
  if (move.to !== move.from) await send(move.entry.dataset.move!, new Date(move.to).toISOString(), move.entry.id);
}

async function send(url: string, at: string, id: string, isUndo = false) {
  const headers = { "X-CSRFToken": token(), Accept: "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: new URLSearchParams({ at }) }).catch(() => undefined);
  const said = answer?.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : {};
  if (!answer?.ok) return toast(said.problem ?? say("request.failed"), "error");
  const undo = { label: say("undo"), run: () => void send(url, said.before, id, true) };
  toast(said.said, "success", isUndo ? undefined : undo);
  if (isUndo) document.getElementById(id)?.querySelector<HTMLElement>(".entry-time")?.focus(); // its button is gone
  document.dispatchEvent(new Event("page-stale"));
}

function token(): string {
  return document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

/** Said aloud, and shown at the foot of the page while it moves. */
function announce(text: string) {
  let place = document.querySelector<HTMLElement>(".entry-moves");
  if (!place) document.body.append((place = make("div", { class: "entry-moves", role: "status" })));
  place.textContent = text;
  place.toggleAttribute("data-shown", Boolean(text));
}

/** The handle of one note. */
class EntryGrip extends HTMLElement {
  constructor() {
    super(); // a morph moves the element about, so that it is connected many times
    this.addEventListener("pointerdown", (event) => this.begin(event));
  }

  private begin(event: PointerEvent) {
    const entry = this.closest<HTMLElement>(MOVABLE);
    if (!entry || event.button !== 0) return;
    event.preventDefault();
    const others = othersThan(entry);
    const line = make("li", { class: "entry-drop", "aria-hidden": "true" });
    let to = timeOf(entry);
    entry.setAttribute("data-dragged", "");
    const onMove = (moved: PointerEvent) => {
      const after = others.findIndex((each) => middleOf(each) > moved.clientY);
      const gap = after < 0 ? others.length : after;
      to = Math.min(between(others[gap - 1], others[gap]), Date.now());
      if (others[gap]) others[gap].before(line);
      else others.at(-1)?.after(line);
      scrollAtEdge(moved.clientY);
      announce(say("move.to", told(to, entry)));
    };
    const stop = (isDone: boolean) => {
      document.removeEventListener("pointermove", onMove);
      document.removeEventListener("pointerup", onUp);
      document.removeEventListener("pointercancel", onCancel);
      document.removeEventListener("keydown", onKey, true);
      line.remove();
      entry.removeAttribute("data-dragged");
      announce("");
      const isMoved = to !== timeOf(entry);
      if (isDone && isMoved) void send(entry.dataset.move!, new Date(to).toISOString(), entry.id);
      else if (!isDone) announceBriefly(say("move.none"));
    };
    const onUp = () => stop(true);
    const onCancel = () => stop(false);
    const onKey = (pressed: KeyboardEvent) => {
      if (pressed.key !== "Escape") return;
      pressed.preventDefault();
      stop(false);
    };
    document.addEventListener("pointermove", onMove);
    document.addEventListener("pointerup", onUp);
    document.addEventListener("pointercancel", onCancel);
    document.addEventListener("keydown", onKey, true);
  }
}

function middleOf(element: HTMLElement): number {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}

function scrollAtEdge(y: number) {
  if (y > innerHeight - SCROLL_EDGE) scrollBy(0, 14);
  else if (y < 160) scrollBy(0, -14);
}

function announceBriefly(text: string) {
  announce(text);
  setTimeout(() => announce(""), 1500);
}

customElements.define("entry-grip", EntryGrip);
