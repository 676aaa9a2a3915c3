// The answer to one form of the composer makes the composer anew, while a quick writer is in the other form already.
// They write on where they were: the same field, the same words, the same place. A menu that they opened stays open.
let writer;
let opened = [];

function fieldOf(event) {
  const field = document.activeElement;
  const isTheirs = field instanceof HTMLTextAreaElement && field.id && field.closest("#composer");
  return isTheirs && event.detail.target.contains(field) && field.form !== event.detail.requestConfig?.elt ? field : null;
}

// Of this conversation, as an answer to what was done there: the next conversation comes with its menus closed.
function menusOf(event) {
  const { elt, verb } = event.detail.requestConfig ?? {};
  if (verb !== "post" || !event.detail.target.querySelector("#conversation")) return [];
  const menus = [...event.detail.target.querySelectorAll("details.menu[data-key][open]")];
  return menus.filter((menu) => !menu.contains(elt)).map((menu) => `${pageOf(menu)} ${menu.dataset.key}`);
}

function pageOf(menu) {
  return menu.closest("[data-from]")?.dataset.from;
}

function openAgain() {
  for (const menu of document.querySelectorAll("details.menu[data-key]")) {
    if (opened.includes(`${pageOf(menu)} ${menu.dataset.key}`)) menu.open = true;
  }
  opened = [];
}

function remember(event) {
  opened = menusOf(event);
  const field = fieldOf(event);
  // Where nothing was written, whatever the answer brings stands: words that were taken back, for one.
  const isWritten = field && field.value !== field.defaultValue;
  writer = field && { id: field.id, value: isWritten ? field.value : null, start: field.selectionStart, end: field.selectionEnd };
}

function writeOn(event) {
  // htmx takes charge of new forms 20 ms later; a form that is sent before would load the whole page.
  window.htmx.process(event.detail.target);
  openAgain();
  const field = writer && document.getElementById(writer.id);
  if (!field) return;
  document.querySelector(`#composer [data-focus="${CSS.escape(writer.id)}"]`)?.click();
  field.focus();
  if (writer.value !== null) {
    field.value = writer.value;
    field.setSelectionRange(writer.start, writer.end);
  }
  writer = null;
}

document.addEventListener("htmx:beforeSwap", remember);
document.addEventListener("htmx:afterSwap", writeOn);
