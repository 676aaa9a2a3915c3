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
  here.dataset.style = fresh.dataset.style;
  here.setAttribute("datetime", fresh.getAttribute("datetime"));
  return false;
}

// Of the thread the newest part comes fresh: lines may have moved into a fold there. What the reader brought in before it
// stays, and so does where still earlier words are to be had.
function broughtIn(here, fresh) {
  if (here.id !== "thread") return new Set();
  const known = firstShared(here, fresh);
  const children = [...here.children];
  return new Set(children.slice(0, known ? children.indexOf(known) : children.length));
}

// The first thing in the fresh part that is on the page, there as a child of the thread. Its days are not asked: the
// heading of the first may stand further up.
function firstShared(here, fresh) {
  const first = fresh.querySelector(":scope > :is(.letter, .event-line, .event-fold)");
  const lines = first ? [first, ...first.querySelectorAll(".event-line")] : [];
  let known = lines.map((line) => document.getElementById(line.id)).find(Boolean);
  while (known && known.parentElement !== here) known = known.parentElement;
  if (known?.matches(".event-fold") && known.id !== first.id) keepWhole(first, known);
  return known;
}

// A run that began before the fresh part does is on the page as a whole: it stays so, if it has all its lines.
function keepWhole(part, fold) {
  const lines = [...part.querySelectorAll(".event-line")];
  const hasAll = lines.every((line) => fold.contains(document.getElementById(line.id)));
  if (hasAll) part.replaceWith(fold.cloneNode(true));
}

function keepEarlier(here, fresh) {
  // Words that are being kept, and what is sent with them, are the draft-keeper's.
  if (here.matches?.("draft-keeper :is(textarea, input[type=hidden])")) return false;
  // What was said to whoever listens stays until something else is said.
  if (here.matches?.("[data-said]")) return false;
  // A note that is being put right is the writer's until they have done.
  if (here.matches?.(".letter:has(.note-form)")) return false;
  // What a menu found while it is open stays.
  if (here.matches?.("[data-found]")) return false;
  // Who is here is told by the stream, and by nothing that was printed.
  return here.id !== "earlier" && here.localName !== "presence-line" && keepTime(here, fresh);
}

// What stands in a field is the writer's, and a button that is held never becomes another under the finger. A menu tells
// what is chosen now.
function isLeftAlone(held) {
  return !held?.matches("summary");
}

function morph(here, fresh) {
  const brought = broughtIn(here, fresh);
  window.Idiomorph.morph(here, fresh, {
    ignoreActiveValue: isLeftAlone(document.activeElement),
    callbacks: {
      beforeNodeAdded: (node) => node.id !== "earlier",
      beforeNodeRemoved: (node) => !brought.has(node),
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

// Of two answers from one address the later question's is newer, whichever comes first.
const shown = new Map();
let asked = 0;

/** Fetches an address of this page as a fragment and refreshes what it holds. */
export async function refreshAddress(address) {
  const number = (asked += 1);
  const answer = await fetch(address, { headers: { "HX-Request": "true", "X-Refresh": "true" } });
  const door = answer.headers.get("HX-Redirect");
  if (door) location.assign(door);
  if (!answer.ok || door) return;
  const words = await answer.text();
  if (number < (shown.get(address) ?? 0)) return;
  shown.set(address, number);
  refreshFrom(new DOMParser().parseFromString(words, "text/html"));
}
