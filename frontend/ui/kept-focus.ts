// What changes in place must not take the focus away: when the control in use is gone, such as a ticked task or a
// button that is needed only once, the nearest one before it that is still there gets it.

const CONTROLS = "a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex='0']";
let trail: HTMLElement[] = [];

/** Remember where one is; the answer may come much later. */
export function markPlace(at: Element | null = document.activeElement): HTMLElement[] {
  const all = [...document.querySelectorAll<HTMLElement>(CONTROLS)];
  const last = all.findIndex((each) => each === at);
  return last < 0 ? [] : all.slice(0, last + 1).reverse();
}

/** Go back there, unless the focus is somewhere already. */
export function returnTo(place: HTMLElement[]) {
  const now = document.activeElement;
  if (now && now !== document.body && now.checkVisibility()) return; // one in a folded part is about to lose it
  place.find((each) => each.isConnected && each.checkVisibility())?.focus({ preventScroll: true });
}

document.addEventListener("htmx:before:swap", () => {
  if (document.activeElement !== document.body) trail = markPlace();
});
document.addEventListener("htmx:after:swap", () => {
  returnTo(trail);
  trail = [];
});
