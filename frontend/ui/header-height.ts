// How high the page's sticky header is, for what must come to rest below it: anchors, the aside, the pill.
const observer = new ResizeObserver(([entry]) => {
  const height = (entry?.target as HTMLElement | undefined)?.offsetHeight ?? 0;
  document.documentElement.style.setProperty("--header-height", `${height}px`);
});

function observe() {
  observer.disconnect();
  document.documentElement.style.removeProperty("--header-height");
  const header = document.querySelector(".incident-header, .sticky-header");
  if (header) observer.observe(header);
}

observe();
document.addEventListener("page-shown", observe);
