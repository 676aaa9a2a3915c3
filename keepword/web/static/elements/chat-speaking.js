// What changed in the strip of chats since the last look, as sentences for whoever listens instead of looking.
/** How the strip stands: what rings, what somebody else has, and my chats, each by its number. */
export function snapshot(strip) {
  const copies = (selector) => [...strip.querySelectorAll(selector)].map((one) => ({ ...one.dataset })); // as they are now
  const named = (selector, number) => new Map(copies(selector).map((one) => [one[number], one]));
  const gone = new Map([...strip.querySelectorAll("[data-gone]")].map((one) => [one.dataset.gone, one.textContent]));
  return { takes: "takes" in strip.dataset, rings: named("[data-ring]", "ring"), tabs: named(".chat-tab", "conversation"), gone };
}

const filled = (words, name) => (words ?? "").replace("{name}", name);

function ofMine(was, is, { wrote, offered, returned }, open) {
  if (is.given && is.given !== was.given) return filled(offered, is.given);
  if (was.given && !is.given) return filled(returned, is.name);
  return Number(is.unread) > Number(was.unread) && is.conversation !== open ? filled(wrote, is.name) : "";
}

/** `words` are the sentences, with "{name}" in them; `open` is the number of the chat before one's eyes: what is written
    there is told by itself. Nothing is said of what stood there already when the page came. */
export function changes(before, now, words, open) {
  const said = [];
  if (before && before.takes !== now.takes) said.push(now.takes ? words.seated : words.unseated);
  for (const [number, ring] of now.rings) if (!before?.rings.has(number)) said.push(filled(words.rings, ring.name));
  for (const [number, sentence] of now.gone) if (!before?.gone.has(number)) said.push(sentence);
  for (const [number, tab] of now.tabs) {
    const was = before?.tabs.get(number);
    if (was) said.push(ofMine(was, tab, words, open));
  }
  return said.filter(Boolean);
}
