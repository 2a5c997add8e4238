// The words of `src/afterword/web/words.py`, in the reader's language.
const meta = document.querySelector<HTMLMetaElement>('meta[name="afterword-words"]');
const table: Record<string, string> = meta ? JSON.parse(meta.content) : {};

/** A word by its key, with `%` replaced. */
export function say(key: string, value: string | number = ""): string {
  return (table[key] ?? key).replace("%", String(value));
}
