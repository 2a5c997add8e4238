// On paper stands what the server makes of the text: folds open, facts in place, page breaks where they belong.
import { parsed } from "../ui/html.ts";

/** Keeps the page's own text ready for the printer. `isSaved` says whether the server has all that was written. */
export function onPaper(host: HTMLElement, url: string, isSaved: () => boolean) {
  const bring = () => {
    host.removeAttribute("data-paper");
    if (!isSaved()) return; // then what is on the screen is newer
    const request = new XMLHttpRequest();
    request.open("GET", url, false); // printing does not wait for anything else
    request.setRequestHeader("HX-Request", "true");
    try {
      request.send();
    } catch {
      return;
    }
    const fresh = request.status === 200 ? parsed(request.responseText).getElementById("report-text") : null;
    if (!fresh) return;
    host.querySelector("#report-text")?.replaceChildren(...fresh.childNodes);
    host.setAttribute("data-paper", "");
  };
  matchMedia("print").addEventListener("change", ({ matches }) => matches && bring());
}
