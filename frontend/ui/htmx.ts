// htmx, with every path that turns text into code closed (the content policy forbids them as well), what people
// have open or typed kept through morphs, and failures said aloud.
import htmx from "htmx.org";
import { wentToSignIn } from "./sign-in.ts";
import { toast } from "./toast-list.ts";
import { say } from "./words.ts";

type Context = { response?: { status: number; raw: Response }; sourceElement: Element };
type Morph = { oldNode: Element };

function refuse(): never {
  throw new Error("htmx may not turn text into code here");
}

htmx.registerExtension("afterword", {
  init(api: { initSecurity(policy: null, sync: unknown, async: unknown): void }) {
    api.initSecurity(null, refuse, refuse);
  },
  htmx_before_on_init: () => false,
  htmx_before_morph_attr: (element: Element, detail: { attrName: string }) => !isOpened(element, detail.attrName),
  htmx_before_morph_node: (_element: Element, { oldNode }: Morph) => !isInHand(oldNode),
  htmx_before_response: (_element: Element, { ctx }: { ctx: Context }) => {
    return !(ctx.response && wentToSignIn(ctx.response.raw));
  },
} as never);

/** What the reader unfolded stays unfolded, though the server sends it folded; so does what a script lets one edit. */
function isOpened(element: Element, attribute: string): boolean {
  if (element.hasAttribute("data-written")) return true;
  return attribute === "open" && (element instanceof HTMLDetailsElement || element instanceof HTMLDialogElement);
}

/** A form with typed text, or with the cursor in it, is never touched, nor what a script has made its own. */
function isInHand(node: Node): boolean {
  if (node instanceof Element && node.hasAttribute("data-live")) return true;
  if (!(node instanceof HTMLFormElement)) return false;
  if (node.hasAttribute("data-dirty")) return true;
  return node.contains(document.activeElement) && !document.activeElement?.matches("button");
}

document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = (event as CustomEvent<{ ctx: Context }>).detail;
  const status = ctx.response?.status ?? 0;
  if (status >= 500 || status === 403 || status === 404 || status === 409) toast(say("request.failed"), "error");
});
document.addEventListener("htmx:error", () => toast(say("form.failed"), "error"));

/** Put fetched HTML in the place of an element, changing only what differs. */
export function morph(target: Element, html: string): Promise<void> {
  const order = { text: html, target, sourceElement: target, swap: "outerMorph" };
  return htmx.swap(order as never) as unknown as Promise<void>;
}

// The editor is a script of its own: it asks for the same by events.
document.addEventListener("part-brought", (event) => bring((event as CustomEvent<Element>).detail));
document.addEventListener("part-changed", (event) => {
  const { part, html } = (event as CustomEvent<{ part: Element; html: string }>).detail;
  void morph(part, html);
});
document.addEventListener("notice", (event) => {
  const { words, kind } = (event as CustomEvent<{ words: string; kind: "error" | "info" }>).detail;
  toast(words, kind);
});

/** Let htmx see what came by another way than a swap. */
export function bring(part: Element) {
  htmx.process(part);
}
