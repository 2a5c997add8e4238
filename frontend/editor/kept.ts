// What was typed and is not known to be on the server's disk, kept in this browser: a closed tab, a crash or an empty
// battery loses nothing. Only ever merged into the document, never put in its place. Gone once it is saved.
import * as Y from "yjs";

const PREFIX = "afterword-unsaved:", DELAY_MS = 300, LONGEST = 2_000_000;

export class Kept {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private base: Uint8Array;

  /** `key` names person and document: somebody else at this machine gets nothing of it. */
  constructor(private readonly key: string, private readonly doc: Y.Doc) {
    this.base = Y.encodeStateVector(doc);
  }

  /** Brings back what an earlier page could not save; answers whether there was something. Call it once synced. */
  restore(): boolean {
    const held = localStorage.getItem(PREFIX + this.key);
    if (!held) return false;
    const before = Y.encodeStateAsUpdate(this.doc).length;
    Y.applyUpdate(this.doc, bytes(held), "kept");
    return Y.encodeStateAsUpdate(this.doc).length !== before;
  }

  /** Something was typed: write it down soon. */
  soon() {
    this.timer ??= setTimeout(() => this.now(), DELAY_MS);
  }

  now() {
    clearTimeout(this.timer);
    this.timer = undefined;
    const update = Y.encodeStateAsUpdate(this.doc, this.base);
    try {
      if (update.length < LONGEST) localStorage.setItem(PREFIX + this.key, text(update));
    } catch {
      // A full or forbidden store: the page still holds it, and asks before it is closed.
    }
  }

  /** All of it is on the server now. */
  clear() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.base = Y.encodeStateVector(this.doc);
    localStorage.removeItem(PREFIX + this.key);
  }
}

function text(update: Uint8Array): string {
  let made = "";
  for (const byte of update) made += String.fromCharCode(byte);
  return btoa(made);
}

function bytes(held: string): Uint8Array {
  return Uint8Array.from(atob(held), (letter) => letter.charCodeAt(0));
}
