import { say } from "./words.ts";

const MINUTE = 60, HOUR = 3600, DAY = 86400, WEEK = 7 * DAY;
const elements = new Set<TickingTime>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Keeps "12 min ago" (mode="ago") and running durations (mode="running") true. The server writes the first text and
 * `src/afterword/web/formats.py` says how; without scripts that text stays. */
class TickingTime extends HTMLElement {
  connectedCallback() {
    elements.add(this);
    timer ??= setInterval(() => elements.forEach((each) => each.tick()), 1000);
  }

  disconnectedCallback() {
    elements.delete(this);
  }

  tick() {
    const time = this.querySelector("time");
    if (!time) return;
    const seconds = Math.trunc((Date.now() - Date.parse(time.dateTime)) / 1000);
    const text = this.getAttribute("mode") === "running" ? duration(Math.max(0, seconds)) : ago(seconds);
    if (text && time.textContent !== text) time.textContent = text;
  }
}

function ago(seconds: number): string | undefined {
  const distance = Math.abs(seconds);
  if (distance >= WEEK) return undefined;
  if (distance < MINUTE) return say("ago.now");
  return say(seconds > 0 ? "ago.past" : "ago.future", largest(distance));
}

function largest(seconds: number): string {
  if (seconds < HOUR) return unit("min", seconds / MINUTE);
  return seconds < DAY ? unit("h", seconds / HOUR) : unit("d", seconds / DAY);
}

function duration(seconds: number): string {
  if (seconds < MINUTE) return unit("s", seconds);
  if (seconds < HOUR) return unit("min", seconds / MINUTE);
  if (seconds < DAY) return two("h", seconds / HOUR, "min", (seconds % HOUR) / MINUTE);
  return two("d", seconds / DAY, "h", (seconds % DAY) / HOUR);
}

function two(first: string, count: number, second: string, rest: number): string {
  return rest >= 1 ? `${unit(first, count)} ${unit(second, rest)}` : unit(first, count);
}

function unit(name: string, count: number): string {
  return say(`unit.${name}`, Math.trunc(count));
}

customElements.define("ticking-time", TickingTime);
