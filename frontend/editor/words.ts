// The words of `src/afterword/web/editor_words.py`, in the reader's language; the page of a report carries them.
const holder = document.getElementById("editor-words");
const table: Record<string, string> = holder ? JSON.parse(holder.dataset.words ?? "{}") : {};

/** A word by its key, with `%` replaced. */
export function say(key: string, value: string | number = ""): string {
  return (table[key] ?? key).replace("%", String(value));
}
