// The title of the report, written where it stands. It is a row, not part of the text: saved a moment after one pauses.
import { parsed } from "../ui/html.ts";
import { csrf } from "./pictures.ts";
import { say } from "./words.ts";

const MOST = 256, PAUSE_MS = 600;

export class Title {
  private readonly element = document.getElementById("report-title");
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saved = this.element?.textContent?.trim() ?? "";

  constructor(private readonly url: string, private readonly refuse: (why: string) => void) {}

  /** Lets whoever may write change it; others see it as it is. */
  allow(isEditor: boolean) {
    const { element } = this;
    if (!element || element.isContentEditable === isEditor) return;
    element.contentEditable = isEditor ? "plaintext-only" : "false";
    element.setAttribute("data-written", ""); // a refresh of the page brings the newest words and leaves the rest
    if (!isEditor || element.hasAttribute("role")) return;
    element.setAttribute("role", "textbox");
    element.setAttribute("aria-label", say("title"));
    element.addEventListener("focus", () => {
      this.saved = element.textContent?.trim() ?? "";
      element.setAttribute("data-live", ""); // what one writes is not written over
    });
    element.addEventListener("blur", () => void this.save().then(() => element.removeAttribute("data-live")));
    element.addEventListener("input", () => this.typed());
    element.addEventListener("beforeinput", (event) => this.hold(event));
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") element.textContent = this.saved;
      if (event.key === "Enter" || event.key === "Escape") {
        event.preventDefault();
        element.blur();
      }
    });
  }

  private hold(event: InputEvent) {
    const { element } = this;
    const added = (event.data ?? event.dataTransfer?.getData("text/plain") ?? "").length;
    const chosen = getSelection()?.toString().length ?? 0;
    if (!added || !element || (element.textContent?.length ?? 0) - chosen + added <= MOST) return;
    event.preventDefault();
    this.refuse(say("title.long", MOST));
  }

  private typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), PAUSE_MS);
  }

  private async save() {
    clearTimeout(this.timer);
    const title = this.element?.textContent?.replace(/\s+/g, " ").trim() ?? "";
    if (title === this.saved) return;
    const answer = await fetch(`${this.url}/title`, {
      method: "POST", redirect: "manual", body: new URLSearchParams({ title }), headers: { "X-CSRFToken": csrf() },
    }).catch(() => undefined);
    if (answer?.type === "opaqueredirect" || answer?.ok) {
      this.saved = title;
      return;
    }
    const why = answer && parsed(await answer.text()).querySelector(".form-error, .field-error")?.textContent?.trim();
    this.refuse(why || say("title.failed"));
    if (document.activeElement !== this.element && this.element) this.element.textContent = this.saved;
  }
}
