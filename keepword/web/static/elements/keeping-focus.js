// A panel that is made anew in its own place takes along whoever pressed something in it: to the same thing if it is
// still there, else to the row in which it stood, else to the panel. Else the next key would begin at the page's top.
let held = null;

function remember({ detail }) {
  const panel = detail.target;
  const at = document.activeElement;
  const isPanel = detail.shouldSwap && panel?.matches?.("section[data-live][id]");
  held = isPanel && at !== document.body && panel.contains(at) ? { at: sign(at), places: placesOf(at, panel) } : null;
}

// By what it is called and does: it has no id of its own.
function sign(control) {
  return [control.localName, control.name, control.value, control.form?.action, control.textContent.trim()].join("\n");
}

function placesOf(at, panel) {
  const found = [];
  for (let one = at; one !== panel; one = one.parentElement) if (one.id) found.push(one.id);
  return [...found, panel.id];
}

function giveBack() {
  if (!held) return;
  const { at, places } = held;
  held = null;
  if (document.activeElement !== document.body) return;
  const place = places.map((id) => document.getElementById(id)).find(Boolean);
  if (!place) return;
  const same = [...place.querySelectorAll("a[href], button, summary, input, select, textarea")].find((one) => sign(one) === at);
  if (!same && !place.hasAttribute("tabindex")) place.tabIndex = -1;
  (same ?? place).focus({ preventScroll: true });
}

document.addEventListener("htmx:beforeSwap", remember);
document.addEventListener("htmx:afterSettle", giveBack);
