// The schema's nodes as an editor shows them. What a document may hold stays as `schema.ts` says.
import { type AnyExtension, type Editor, Node as TiptapNode } from "@tiptap/core";
import CodeBlockLowlight from "@tiptap/extension-code-block-lowlight";
import type { Node } from "@tiptap/pm/model";
import type { NodeView } from "@tiptap/pm/view";
import { createLowlight } from "lowlight";
import { make } from "../../ui/html.ts";
import { languages } from "../languages.ts";
import { extensions } from "../schema.ts";
import { footnote, foreign, mention, moment } from "./atoms.ts";
import { CalloutView } from "./callout.ts";
import { ImageView } from "./image.ts";
import type { LiveBlocks } from "./live-blocks.ts";

export type Needs = {
  blocks: LiveBlocks;
  askAlt(view: ImageView): void;
  askMoment(editor: Editor, position: number): void;
};
type Given = { node: Node; editor: Editor; getPos: () => number | undefined };
type Maker = (given: Given) => NodeView;

/** The extensions of the schema, each with its view. */
export function shown(needs: Needs): AnyExtension[] {
  const makers: Record<string, Maker> = {
    liveBlock: ({ node }) => needs.blocks.view(node),
    callout: ({ node, editor, getPos }) => new CalloutView(node, editor, getPos),
    image: ({ node, editor, getPos }) => new ImageView(node, editor, getPos, needs.askAlt),
    guide: () => guide(),
    mention: ({ node }) => ({ dom: mention(node) }),
    date: ({ node, editor, getPos }) => momentView(node, () => {
      const at = getPos();
      if (at !== undefined && editor.isEditable) needs.askMoment(editor, at);
    }),
    footnoteReference: ({ node }) => ({ dom: footnote(node) }),
    rawHtml: ({ node }) => ({ dom: foreign(node) }),
    rawHtmlInline: ({ node }) => ({ dom: foreign(node) }),
    unknownBlock: ({ node }) => ({ dom: foreign(node) }),
    unknownInline: ({ node }) => ({ dom: foreign(node) }),
  };
  return extensions.map((each) => {
    if (each.name === "codeBlock") return highlighted();
    const maker = makers[each.name];
    return maker && each instanceof TiptapNode ? each.extend({ addNodeView: () => maker as never }) : each;
  });
}

function momentView(node: Node, ask: () => void): NodeView {
  const dom = moment(node);
  dom.addEventListener("click", ask);
  return { dom };
}

function guide(): NodeView {
  const dom = make("div", { class: "guide" });
  return { dom, contentDOM: dom };
}

/** The code of the schema, with colours. A language that nobody named is not guessed: that is slow, and often wrong. */
function highlighted(): AnyExtension {
  const known = createLowlight(languages);
  const lowlight = { ...known, highlightAuto: (code: string) => known.highlight("plaintext", code) };
  return CodeBlockLowlight.extend({
    addAttributes() { return { ...this.parent?.(), meta: { default: null } }; },
  }).configure({ lowlight });
}
