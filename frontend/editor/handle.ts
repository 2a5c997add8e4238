// The grip beside a block, to drag it elsewhere. Only where there is a pointer that can hover.
import type { AnyExtension } from "@tiptap/core";
import DragHandle from "@tiptap/extension-drag-handle";
import { icon, make } from "../ui/html.ts";
import { say } from "./words.ts";

export function handle(): AnyExtension {
  return DragHandle.configure({
    render: () => make("div", { class: "editor-grip", title: say("grip"), "aria-hidden": "true" }, icon("grip")),
    computePositionConfig: { placement: "left-start", strategy: "absolute" },
  });
}
