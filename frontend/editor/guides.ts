// Guides tell what belongs in a section; once it says something they have done their work and step aside.
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import type { EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { partsOf } from "./outline.ts";

export const Guides = Extension.create({
  name: "guides",
  addProseMirrorPlugins: () => [new Plugin<DecorationSet>({
    state: {
      init: (_config, state) => hidden(state),
      apply: (transaction, before, _old, state) => (transaction.docChanged ? hidden(state) : before),
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
  })],
});

function hidden(state: EditorState): DecorationSet {
  const parts = partsOf(state.doc).filter((each) => each.level < 3);
  const found: Decoration[] = [];
  state.doc.forEach((node, from) => {
    if (node.type.name !== "guide") return;
    const part = parts.findLast((each) => each.from <= from);
    if (part?.isAnswered || !node.textContent) found.push(Decoration.node(from, from + node.nodeSize, { class: "is-answered" }));
  });
  return DecorationSet.create(state.doc, found);
}
