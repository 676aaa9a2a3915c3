// Brings the parts of a page up to date in place: what the reader holds (focus, open folds, drafts) stays.

function keepHeld(name, element) {
  // A fold that the reader opened, and a letter's words in a field, belong to the reader.
  return !(name === "open" && element instanceof HTMLDetailsElement);
}

function keepMarked(name, element) {
  return !(name === "aria-current" && element.matches(".row, .view"));
}

function keepTime(here, fresh) {
  // It writes its own words: give it the new moment and leave the rest to it.
  if (here.localName !== "local-time" || fresh.localName !== "local-time") return true;
  here.setAttribute("datetime", fresh.getAttribute("datetime"));
  return false;
}

// The thread only grows. Its newest part comes fresh; what the reader brought in before it stays, and so does where
// still earlier words are to be had.
function keepThread(node) {
  return !(node.parentElement?.id === "thread");
}

function keepEarlier(here, fresh) {
  // Who is here is told by the stream, and by nothing that was printed.
  return here.id !== "earlier" && here.localName !== "presence-line" && keepTime(here, fresh);
}

function morph(here, fresh) {
  window.Idiomorph.morph(here, fresh, {
    ignoreActiveValue: true,
    callbacks: {
      beforeNodeAdded: (node) => node.id !== "earlier",
      beforeNodeRemoved: keepThread,
      beforeNodeMorphed: keepEarlier,
      beforeAttributeUpdated: (name, element) => keepHeld(name, element) && keepMarked(name, element),
    },
  });
  window.htmx?.process(here);
}

/** Replaces every element with `data-live` that stands in both the page and the answer. */
export function refreshFrom(root) {
  for (const fresh of root.querySelectorAll("[data-live][id]")) {
    const here = document.getElementById(fresh.id);
    if (here && here.outerHTML !== fresh.outerHTML) morph(here, fresh);
  }
  document.dispatchEvent(new CustomEvent("keepword:refreshed"));
}

/** Fetches an address of this page as a fragment and refreshes what it holds. */
export async function refreshAddress(address) {
  const answer = await fetch(address, { headers: { "HX-Request": "true", "X-Refresh": "true" } });
  const door = answer.headers.get("HX-Redirect");
  if (door) location.assign(door);
  if (!answer.ok || door) return;
  refreshFrom(new DOMParser().parseFromString(await answer.text(), "text/html"));
}
