// Buttons for commands, and a row of them that is one stop for the Tab key.
import type { Editor } from "@tiptap/core";
import { icon, make } from "../ui/html.ts";
import { type Command, keysOf, labelOf } from "./commands.ts";

export type Draw = () => void;

/** A button that runs a command and shows whether it holds where the cursor is. */
export function button(editor: Editor, command: Command): [HTMLButtonElement, Draw] {
  const keys = keysOf(command);
  const made = make("button", { type: "button", class: "tool", title: keys ? `${labelOf(command)} (${keys})` : labelOf(command), "aria-label": labelOf(command) }, icon(command.icon));
  made.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  made.addEventListener("click", () => command.run(editor));
  const draw = () => {
    if (command.isActive) made.setAttribute("aria-pressed", String(command.isActive(editor)));
  };
  return [made, draw];
}

/** Arrow keys move within the row (the toolbar pattern of the ARIA practices guide). */
export function asToolbar(row: HTMLElement, label: string) {
  row.setAttribute("role", "toolbar");
  row.setAttribute("aria-label", label);
  const items = () => [...row.querySelectorAll<HTMLElement>("button, select")].filter((each) => each.checkVisibility());
  const make1 = (one: HTMLElement | undefined) => items().forEach((each) => (each.tabIndex = each === one ? 0 : -1));
  row.addEventListener("focusin", (event) => make1(event.target as HTMLElement));
  row.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.target instanceof HTMLSelectElement) return;
    const all = items();
    const next = all[(all.indexOf(document.activeElement as HTMLElement) + step + all.length) % all.length];
    event.preventDefault();
    next?.focus();
  });
  requestAnimationFrame(() => make1(items()[0]));
}

/** Draws again after every change of text or selection, at most once a frame. */
export function follow(editor: Editor, draws: Draw[]) {
  let isWaiting = false;
  const later = () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      if (!editor.isDestroyed) draws.forEach((draw) => draw());
    });
  };
  editor.on("transaction", later);
  later();
}
