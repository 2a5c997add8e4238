// What stands in a line and is no letter: mentions, moments, footnotes, and what came from elsewhere.
import type { Node } from "@tiptap/pm/model";
import { make } from "../../ui/html.ts";
import { say } from "../words.ts";

const PLACES: Record<string, string> = { incident: "/incidents/", postmortem: "/postmortems/", team: "/settings/teams/" };

export function mention(node: Node): HTMLElement {
  const { kind, id, label } = node.attrs as Record<string, string>;
  const place = PLACES[kind ?? ""];
  if (place) return make("a", { class: "mention", href: `${place}${encodeURIComponent(id ?? "")}`, title: say("open.link") }, label ?? "");
  return make("span", { class: "mention" }, label ?? "");
}

export function moment(node: Node): HTMLElement {
  return make("time", { class: "moment", datetime: String(node.attrs.at) }, spoken(node.attrs as Moment));
}

export type Moment = { at: string; zone: string | null; precision: string | null };

/** The words of a moment, as `spoken` in clients/afterword_text/markdown/atoms.py tells it. */
export function spoken({ at, zone, precision }: Moment): string {
  if (precision === "day") return at.slice(0, 10);
  const when = new Date(at);
  if (Number.isNaN(when.getTime())) return at || "?";
  const options: Intl.DateTimeFormatOptions = {
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short",
    ...(precision === "second" && { second: "2-digit" }), ...(zone && { timeZone: zone }),
  };
  try {
    const parts = new Intl.DateTimeFormat("en-GB", options).formatToParts(when);
    const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
    const seconds = precision === "second" ? `:${part("second")}` : "";
    return `${part("year")}-${part("month")}-${part("day")} ${part("hour")}:${part("minute")}${seconds} ${part("timeZoneName")}`;
  } catch {
    return at;
  }
}

export function footnote(node: Node): HTMLElement {
  return make("sup", { class: "footnote", title: say("footnote", String(node.attrs.label)) }, String(node.attrs.label));
}

/** HTML and things that this release can't show: kept, named, and never run. */
export function foreign(node: Node): HTMLElement {
  const isBlock = node.isBlock;
  const html = String(node.attrs.html ?? node.attrs.name ?? "");
  const words = html.replace(/\s+/g, " ").trim().slice(0, 120);
  return make(isBlock ? "div" : "span", { class: "foreign", title: say("foreign") }, make("code", {}, words || "HTML"));
}
