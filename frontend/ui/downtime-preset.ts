// Choosing what users experience ticks or clears "counts as downtime" beside it; the tick stays changeable.
document.addEventListener("change", (event) => {
  const select = event.target;
  if (!(select instanceof HTMLSelectElement) || !select.dataset.presets) return;
  const suggested = select.selectedOptions[0]?.dataset.downtime;
  const tick = select.form?.elements.namedItem(select.dataset.presets);
  if (suggested === undefined || !(tick instanceof HTMLInputElement)) return;
  tick.checked = suggested === "1";
  tick.dispatchEvent(new Event("input", { bubbles: true })); // so that form-guard keeps it
});
