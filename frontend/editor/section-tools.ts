// What can be done with a section beside writing in it: what the page offers without a script, shown at its heading.
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { type Part, partsOf } from "./outline.ts";

/** `page` is the text as the server showed it; its sections carry their tools in `.section-edit`. */
export function sectionTools(page: HTMLElement) {
  return Extension.create({
    name: "sectionTools",
    addProseMirrorPlugins: () => [new Plugin<DecorationSet>({
      state: {
        init: (_config, state) => drawn(page, partsOf(state.doc), state.doc),
        apply(transaction, before, _old, state) {
          if (transaction.getMeta("sectionTools")) return drawn(page, partsOf(state.doc), state.doc);
          const mapped = before.map(transaction.mapping, transaction.doc);
          return transaction.docChanged && changesHeadings(before, mapped, state.doc) ? drawn(page, partsOf(state.doc), state.doc) : mapped;
        },
      },
      props: {
        decorations(state) {
          return this.getState(state);
        },
      },
    })],
  });
}

function changesHeadings(before: DecorationSet, after: DecorationSet, doc: Parameters<typeof partsOf>[0]): boolean {
  return before.find().length !== after.find().length || after.find().length !== partsOf(doc).filter((each) => each.level < 3).length;
}

function drawn(page: HTMLElement, parts: Part[], doc: Parameters<typeof partsOf>[0]): DecorationSet {
  const tools = new Map<string, HTMLElement>();
  for (const each of page.querySelectorAll<HTMLElement>("[data-section-tools]")) tools.set(each.dataset.sectionTools!, each);
  const found = parts.filter((each) => each.level < 3 && tools.has(each.id)).map((part) => {
    const html = tools.get(part.id)!;
    const make = () => {
      const copy = html.cloneNode(true) as HTMLElement;
      copy.removeAttribute("id");
      copy.contentEditable = "false";
      return copy;
    };
    return Decoration.widget(part.from + (doc.nodeAt(part.from)?.nodeSize ?? 0), make, { key: `${part.id} ${html.textContent}`, side: -1, stopEvent: () => true, ignoreSelection: true });
  });
  return DecorationSet.create(doc, found);
}
