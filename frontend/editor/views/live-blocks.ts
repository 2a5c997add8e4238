// Live blocks: what the rows of an incident say, fetched as the page itself shows it, in the place of the reference.
import type { Node as Block } from "@tiptap/pm/model";
import type { NodeView } from "@tiptap/pm/view";
import { make, parsed } from "../../ui/html.ts";
import { say } from "../words.ts";

const DELAY_MS = 250;

/** Knows what every block of the report says now. One request answers for all of them. */
export class LiveBlocks {
  private readonly views = new Set<LiveBlockView>();
  private said = new Map<string, string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly url: string) {
    document.addEventListener("page-hint", this.refreshSoon);
    document.addEventListener("page-stale", this.refreshSoon);
  }

  destroy() {
    document.removeEventListener("page-hint", this.refreshSoon);
    document.removeEventListener("page-stale", this.refreshSoon);
    clearTimeout(this.timer);
  }

  view(block: Block): NodeView {
    const view = new LiveBlockView(block, this);
    this.views.add(view);
    return view;
  }

  forget(view: LiveBlockView) {
    this.views.delete(view);
  }

  show(view: LiveBlockView) {
    const html = this.said.get(view.key);
    if (html === undefined) this.refreshSoon();
    else view.fill(html);
  }

  readonly refreshSoon = () => {
    this.timer ??= setTimeout(() => void this.refresh(), DELAY_MS);
  };

  private async refresh() {
    const wanted = new URLSearchParams();
    for (const view of this.views) {
      if (!this.said.has(view.key)) wanted.append("also", view.key);
    }
    const answer = await fetch(`${this.url}?${wanted}`, { headers: { Accept: "text/html" } }).catch(() => undefined);
    this.timer = undefined;
    if (!answer?.ok || answer.redirected) return;
    const page = parsed(await answer.text());
    for (const part of page.querySelectorAll<HTMLElement>(".live-block")) {
      addTools(part, page);
      this.said.set(keyOf(part.dataset.kind, part.dataset.params), part.innerHTML.trim());
    }
    for (const view of this.views) view.fill(this.said.get(view.key) ?? "");
  }
}

/** What can be changed in place stands beside the row it is about. */
function addTools(part: HTMLElement, page: Document) {
  for (const row of part.querySelectorAll<HTMLElement>("[data-about]")) {
    const [kind, which, entry, isMarked] = row.dataset.about!.split(":");
    const wanted = kind === "entry" ? `entry:${which}:${isMarked}` : row.dataset.about!;
    const tools = page.querySelector<HTMLTemplateElement>(`template[data-for="${CSS.escape(wanted)}"]`)?.content.cloneNode(true) as DocumentFragment | undefined;
    if (!tools) continue;
    const form = tools.querySelector("form");
    if (kind === "entry") form?.setAttribute("action", form.getAttribute("action")!.replace("/entries/0/", `/entries/${entry}/`));
    (row.querySelector(":scope > td:last-child") ?? row).prepend(tools);
  }
}

function keyOf(kind: unknown, params: unknown): string {
  return `${kind ?? ""} ${params ?? ""}`.trim();
}

class LiveBlockView implements NodeView {
  readonly dom = make("div", { class: "live-block", contenteditable: "false" });
  private html: string | undefined;

  constructor(private block: Block, private readonly blocks: LiveBlocks) {
    this.dom.append(make("p", { class: "soft" }, say("block.loading")));
    blocks.show(this);
  }

  get key() {
    return keyOf(this.block.attrs.kind, this.block.attrs.params);
  }

  fill(html: string) {
    if (html === this.html) return;
    const isFirst = this.html === undefined;
    this.html = html;
    const fresh = make("div", { class: "live-block" });
    const inside = html || `<p class="soft">${say("block.empty")}</p>`;
    if (isFirst) {
      this.dom.replaceChildren(...parsed(inside).body.childNodes);
      document.dispatchEvent(new CustomEvent("part-brought", { detail: this.dom }));
    } else {
      fresh.append(...parsed(inside).body.childNodes);
      const detail = { part: this.dom, html: `<div class="${this.dom.className}" contenteditable="false">${fresh.innerHTML}</div>` };
      document.dispatchEvent(new CustomEvent("part-changed", { detail }));
    }
  }

  update(block: Block): boolean {
    if (block.type !== this.block.type) return false;
    const before = this.key;
    this.block = block;
    if (this.key !== before) this.blocks.show(this);
    return true;
  }

  /** Its buttons and forms are its own; only dragging and selecting it are the editor's. */
  stopEvent(event: Event): boolean {
    return !/^(drag|drop|mousedown)/.test(event.type) || isControl(event.target);
  }

  ignoreMutation(): boolean {
    return true;
  }

  destroy() {
    this.blocks.forget(this);
  }
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("a, button, input, select, textarea, form, summary") !== null;
}
