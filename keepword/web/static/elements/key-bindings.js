// One key for each thing to do: whatever carries data-key="r" is pressed, opened or focused by that key,
// as long as nobody is writing. Ctrl+Enter sends what is being written, with Shift it resolves as well.
import { hasSingleKeys } from "./key-switch.js";

const WRITING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";

function isWriting(target) {
  return target instanceof Element && target.matches(WRITING);
}

function press(element) {
  if (element.matches("details")) {
    element.open = !element.open;
  } else if (isWriting(element)) {
    element.focus();
    element.select?.();
  } else {
    if (element.matches("summary")) element.focus(); // so that it is read out whether it is open
    element.click();
  }
}

function send(target, isDone) {
  const button = (isDone && target.form?.querySelector("[data-sends-resolving]")) || target.form?.querySelector("[data-sends]");
  button?.click(); // a press, so that what the button says goes along
}

// What was typed is given up by a press of its own.
function leave(field) {
  const cancel = field.form?.querySelector("[data-cancels]");
  if (!cancel) field.blur();
  else if (field.value === field.defaultValue) cancel.click();
  else cancel.focus();
}

function onKey(event) {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && isWriting(event.target)) return send(event.target, event.shiftKey);
  if (event.key === "Escape" && isWriting(event.target)) return leave(event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
  if (document.querySelector("dialog[open]") || !hasSingleKeys()) return;
  const element = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!element) return;
  event.preventDefault();
  press(element);
}

function onClick(event) {
  const opener = event.target.closest?.("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  const focuser = event.target.closest?.("[data-focus]");
  if (focuser) document.getElementById(focuser.dataset.focus)?.focus();
}

document.addEventListener("keydown", onKey);
document.addEventListener("click", onClick);
