// A list that opens at the cursor while one types, for "/" and "@": arrows and Enter choose, Escape closes.
import { autoUpdate, computePosition, flip, offset, shift } from "@floating-ui/dom";
import type { SuggestionKeyDownProps, SuggestionProps } from "@tiptap/suggestion";
import { icon, make } from "../ui/html.ts";
import { say } from "./words.ts";

export type Item = { id: string; icon: string; label: string; detail?: string };
let count = 0;

/** What the Suggestion plugin calls as the list opens, changes and closes. */
export function popup<Choice extends Item>(label: string) {
  const list = make("div", { class: "popup", role: "listbox", "aria-label": label, id: `popup-${++count}` });
  let props: SuggestionProps<Choice> | undefined;
  let at = 0;
  let stop: (() => void) | undefined;

  function draw() {
    const items = props?.items ?? [];
    list.replaceChildren(...items.map((item, index) => {
      const detail = item.detail ? [make("span", { class: "popup-detail" }, item.detail)] : [];
      const option = make("div", { class: "popup-item", role: "option", id: `${list.id}-${index}`, "aria-selected": String(index === at) }, icon(item.icon), make("span", {}, item.label), ...detail);
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => props?.command(item));
      option.addEventListener("pointermove", () => index !== at && choose(index));
      return option;
    }));
    if (!items.length) list.append(make("p", { class: "popup-none" }, say("popup.none")));
    props?.editor.view.dom.setAttribute("aria-activedescendant", items.length ? `${list.id}-${at}` : "");
    const current = list.children[at];
    if (!(current instanceof HTMLElement)) return;
    // Only the list scrolls; `scrollIntoView` would move the page under the writer's eyes.
    const { offsetTop, offsetHeight } = current;
    if (offsetTop < list.scrollTop) list.scrollTop = offsetTop;
    else if (offsetTop + offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = offsetTop + offsetHeight - list.clientHeight;
  }

  function choose(index: number) {
    const total = props?.items.length ?? 0;
    at = total ? (index + total) % total : 0;
    draw();
  }

  function place() {
    const box = props?.clientRect?.();
    if (!box) return;
    const anchor = { getBoundingClientRect: () => props?.clientRect?.() ?? box };
    const options = { placement: "bottom-start" as const, strategy: "fixed" as const, middleware: [offset(6), flip(), shift({ padding: 8 })] };
    void computePosition(anchor, list, options).then(({ x, y }) => Object.assign(list.style, { left: `${x}px`, top: `${y}px` }));
  }

  function close() {
    stop?.();
    stop = undefined;
    list.remove();
    for (const name of ["aria-activedescendant", "aria-controls", "aria-expanded"]) props?.editor.view.dom.removeAttribute(name);
    props = undefined;
  }

  return {
    onStart(given: SuggestionProps<Choice>) {
      props = given;
      at = 0;
      document.body.append(list);
      given.editor.view.dom.setAttribute("aria-controls", list.id);
      draw();
      stop = autoUpdate(given.editor.view.dom, list, place);
      place();
    },
    onUpdate(given: SuggestionProps<Choice>) {
      props = given;
      at = Math.min(at, Math.max(0, given.items.length - 1));
      draw();
      place();
    },
    onKeyDown({ event }: SuggestionKeyDownProps): boolean {
      if (!props) return false;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        choose(at + (event.key === "ArrowDown" ? 1 : -1));
        return true;
      }
      const item = props.items[at];
      if ((event.key === "Enter" || event.key === "Tab") && item) {
        props.command(item);
        return true;
      }
      if (event.key === "Escape") {
        close();
        return true;
      }
      return false;
    },
    onExit: close,
  };
}
