// On a narrow screen the tabs scroll sideways: the one that is open must be in sight.
function showCurrentTab() {
  for (const tab of document.querySelectorAll<HTMLElement>(".tabs a[aria-current]")) {
    const tabs = tab.parentElement!;
    const [own, all] = [tab.getBoundingClientRect(), tabs.getBoundingClientRect()];
    tabs.scrollLeft += own.left + own.width / 2 - (all.left + all.width / 2);
  }
}

showCurrentTab();
document.addEventListener("page-shown", showCurrentTab);
