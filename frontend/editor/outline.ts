// The outline beside the text, and how far the report has come; both follow what is written.
import type { Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { make } from "../ui/html.ts";
import { say } from "./words.ts";

const DEEPER = 3, READING_LINE = 170;

export type Part = { id: string; title: string; level: number; from: number; to: number; isAnswered: boolean };

/** Headings of level 1 and 2 begin a section; it is answered once it says something beside headings and guides. */
export function partsOf(doc: Node): Part[] {
  const parts: Part[] = [];
  const taken = new Set<string>();
  doc.forEach((node, from) => {
    const last = parts.at(-1);
    if (last) last.to = from;
    if (node.type.name === "heading" && Number(node.attrs.level) <= DEEPER) {
      const id = free(String(node.attrs.id ?? "") || slug(node.textContent), taken);
      parts.push({ id, title: node.textContent.trim(), level: Number(node.attrs.level), from, to: doc.content.size, isAnswered: false });
    } else if (last && says(node)) {
      sectionOf(parts, last).isAnswered = true;
    }
    const current = parts.at(-1);
    if (current) current.to = doc.content.size;
  });
  return parts;
}

function sectionOf(parts: Part[], part: Part): Part {
  return part.level < DEEPER ? part : (parts.findLast((each) => each.level < DEEPER) ?? part);
}

function says(node: Node): boolean {
  if (node.type.name === "guide") return false;
  if (node.isAtom && node.type.name !== "horizontalRule") return true;
  if (node.isText) return Boolean(node.text?.trim());
  if (node.isTextblock && node.type.name !== "guide") {
    let found = false;
    node.descendants((each) => {
      found ||= each.isText ? Boolean(each.text?.trim()) : each.isAtom && each.type.name !== "hardBreak";
    });
    return found;
  }
  let found = false;
  node.forEach((each) => {
    found ||= says(each);
  });
  return found;
}

/** As `slug` in clients/afterword_text/headings.py names a heading without an id. */
function slug(title: string): string {
  const plain = title.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return plain.slice(0, 40).replace(/^-+|-+$/g, "") || "section";
}

function free(name: string, taken: Set<string>): string {
  let made = name;
  for (let count = 2; taken.has(made); count += 1) made = `${name}-${count}`;
  taken.add(made);
  return made;
}

export class Outline {
  private readonly root = document.getElementById("report-outline");
  private drawn = "";
  private isWaiting = false;
  private readonly onScroll = () => {
    if (this.isWaiting) return;
    this.isWaiting = true;
    requestAnimationFrame(() => {
      this.isWaiting = false;
      this.mark();
    });
  };

  constructor(private readonly editor: Editor) {
    this.root?.removeAttribute("data-refresh-url"); // what is written here is newer than what a page could bring
    this.root?.setAttribute("data-live", "");
    this.root?.addEventListener("click", this.onClick);
    document.addEventListener("scroll", this.onScroll, { passive: true });
    this.draw();
  }

  destroy() {
    document.removeEventListener("scroll", this.onScroll);
    this.root?.removeEventListener("click", this.onClick);
  }

  draw() {
    const list = this.root?.querySelector("ul");
    if (!list) return;
    const parts = partsOf(this.editor.state.doc).filter((each) => each.title);
    const key = parts.map((each) => `${each.id} ${each.title} ${each.level} ${each.isAnswered}`).join("\n");
    if (key === this.drawn) return;
    this.drawn = key;
    const asked = new Map([...list.querySelectorAll<HTMLElement>("a[data-asked]")].map((each) => [each.getAttribute("href"), each]));
    list.replaceChildren();
    for (const part of parts) {
      const link = make("a", { href: `#${encodeURIComponent(part.id)}` }, part.title);
      const before = asked.get(`#${part.id}`);
      for (const name of ["data-asked", "data-due"]) {
        if (before?.hasAttribute(name)) link.setAttribute(name, before.getAttribute(name)!);
      }
      if (part.level === DEEPER && list.lastElementChild) {
        deeperOf(list.lastElementChild).append(make("li", {}, link));
        continue;
      }
      if (!part.isAnswered) {
        link.setAttribute("data-open", "");
        link.title = say("outline.open");
      }
      list.append(make("li", {}, link));
    }
    this.showProgress(parts.filter((each) => each.level < DEEPER));
    this.mark();
  }

  private showProgress(sections: Part[]) {
    const done = sections.filter((each) => each.isAnswered).length;
    const bar = this.root?.querySelector<HTMLProgressElement>(".outline-progress progress");
    const words = this.root?.querySelector(".outline-progress span");
    if (!bar || !words) return;
    bar.max = sections.length;
    bar.value = done;
    words.textContent = say("outline.progress", done).replace("%", String(sections.length));
  }

  /** To the heading of that name, if there is one. */
  go(id: string): boolean {
    const part = partsOf(this.editor.state.doc).find((each) => each.id === id);
    const heading = part && this.editor.view.nodeDOM(part.from);
    if (!(heading instanceof HTMLElement)) return false;
    heading.scrollIntoView({ block: "start" });
    return true;
  }

  /** The section in which a place of the document lies. */
  at(position: number): Part | undefined {
    return partsOf(this.editor.state.doc).findLast((each) => each.from <= position && each.level < DEEPER);
  }

  private readonly onClick = (event: Event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#"]');
    const id = link && decodeURIComponent(link.hash.slice(1));
    if (!id || !this.go(id)) return;
    event.preventDefault();
    history.replaceState(null, "", `#${encodeURIComponent(id)}`);
  };

  private mark() {
    const links = [...(this.root?.querySelectorAll<HTMLAnchorElement>('a[href^="#"]') ?? [])];
    let current: string | undefined;
    for (const part of partsOf(this.editor.state.doc)) {
      const heading = this.editor.view.nodeDOM(part.from);
      if (heading instanceof HTMLElement && heading.getBoundingClientRect().top <= READING_LINE) current = part.id;
    }
    for (const link of links) {
      if (current && decodeURIComponent(link.hash.slice(1)) === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  }
}

function deeperOf(item: Element): Element {
  const found = item.querySelector("ul.deeper");
  if (found) return found;
  const made = make("ul", { class: "deeper" });
  item.append(made);
  return made;
}
