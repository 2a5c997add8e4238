// Ctrl+Enter (Cmd+Enter) sends the form one is writing in: Enter alone begins a new line.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented || event.isComposing) return;
  const target = event.target;
  if (!(target instanceof HTMLTextAreaElement) || !target.form) return;
  event.preventDefault();
  // As if its button was pressed: a form with two buttons is sent by the first.
  target.form.requestSubmit(target.form.querySelector<HTMLElement>("button:not([type=button])"));
});
