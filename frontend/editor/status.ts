// The line above the text: who is here and where, and whether what was typed is safe.
import type { Editor } from "@tiptap/core";
import { relativePositionToAbsolutePosition, ySyncPluginKey } from "@tiptap/y-tiptap";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { icon, make } from "../ui/html.ts";
import type { State } from "./connection.ts";
import type { Outline } from "./outline.ts";
import { say } from "./words.ts";

const MOST_FACES = 6;
type Person = { id: string; name: string; color: string };
type Presence = { user?: Person; cursor?: { anchor: unknown; head: unknown } | null };

export class Status {
  readonly people = make("ul", { class: "editor-people", "aria-label": say("people.here") });
  readonly saved = make("p", { class: "editor-saved", role: "status", "data-state": "opening" }, say("state.opening"));
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly editor: Editor, private readonly awareness: Awareness, private readonly outline: Outline, private readonly userId: string) {
    awareness.on("change", this.soon);
    this.drawPeople();
  }

  destroy() {
    this.awareness.off("change", this.soon);
    clearTimeout(this.timer);
  }

  show(state: State, hasUnsaved: boolean) {
    const key = state === "offline" && hasUnsaved ? "kept" : state;
    if (this.saved.dataset.state === key) return;
    this.saved.dataset.state = key;
    const signs: Record<string, string> = { saved: "check", saving: "refresh", offline: "offline", kept: "offline", opening: "refresh", ended: "alert" };
    this.saved.replaceChildren(icon(signs[key] ?? "check"), make("span", {}, say(`state.${key}`)));
  }

  readonly soon = () => {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.drawPeople();
    }, 200);
  };

  /** One face a person, however many windows they have open; with the section in which their cursor stands. */
  private drawPeople() {
    const found = new Map<string, { person: Person; at: number | undefined }>();
    for (const [client, state] of this.awareness.getStates() as Map<number, Presence>) {
      const person = state.user;
      if (!person?.id || client === this.awareness.clientID) continue;
      const at = this.positionOf(state);
      if (!found.has(person.id) || at !== undefined) found.set(person.id, { person, at });
    }
    const own = this.awareness.getLocalState() as Presence | null;
    const all = [...found.values()].filter(({ person }) => person.id !== this.userId);
    const faces = all.slice(0, MOST_FACES).map(({ person, at }) => this.face(person, at));
    if (all.length > MOST_FACES) {
      const rest = all.slice(MOST_FACES).map(({ person }) => person.name).join(", ");
      faces.push(make("li", { class: "editor-more", title: rest }, `+${all.length - MOST_FACES}`));
    }
    this.people.replaceChildren(...faces);
    this.people.hidden = !all.length;
    document.dispatchEvent(new CustomEvent("editor-people", { detail: { count: all.length, own } }));
  }

  private face(person: Person, at: number | undefined): HTMLElement {
    const section = at === undefined ? undefined : this.outline.at(at);
    const words = section ? say("people.in", person.name).replace("%", section.title) : person.name;
    const button = make("button", { type: "button", class: "editor-face", title: words, "aria-label": words }, initials(person.name));
    button.style.backgroundColor = /^#[0-9a-f]{6}$/i.test(person.color) ? person.color : "";
    if (at === undefined) button.disabled = true;
    else button.addEventListener("click", () => this.goTo(at));
    return make("li", {}, button);
  }

  private goTo(position: number) {
    const { node } = this.editor.view.domAtPos(Math.min(position, this.editor.state.doc.content.size));
    const element = node instanceof Element ? node : node.parentElement;
    element?.scrollIntoView({ block: "center" });
  }

  private positionOf(state: Presence): number | undefined {
    const sync = ySyncPluginKey.getState(this.editor.state) as { doc: Y.Doc; type: Y.XmlFragment; binding: { mapping: never } } | undefined;
    if (!state.cursor || !sync?.binding) return undefined;
    const relative = Y.createRelativePositionFromJSON(state.cursor.head);
    return relativePositionToAbsolutePosition(sync.doc, sync.type, relative, sync.binding.mapping) ?? undefined;
  }
}

/** The first letters of the first and last name; one letter of a name without spaces. */
function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  return [parts[0], parts.length > 1 ? parts.at(-1) : ""].map((each) => [...(each ?? "")][0] ?? "").join("").toUpperCase();
}

