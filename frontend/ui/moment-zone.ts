// Where one zone holds for all times of a form, the name beside each time follows the choice.
function follow(event: Event) {
  const target = event.target as Element;
  const form = target instanceof HTMLFormElement ? target : target.closest("form");
  const zone = form?.querySelector<HTMLSelectElement>("select[name=zone]");
  if (!form || !zone || (target !== zone && target !== form)) return;
  // The event comes before a reset form has its values.
  setTimeout(() => form.querySelectorAll(".moment-zone").forEach((each) => (each.textContent = zone.value)));
}

for (const name of ["change", "restored", "reset"]) document.addEventListener(name, follow);
