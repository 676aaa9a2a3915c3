// What an answer brings was true when the server wrote it. Names that the stream told while it was on its way are told
// again once it stands in the page: a letter that left meanwhile would say "sending" for ever.
const KEPT = 120000; // milliseconds: longer than any answer is waited for

const begun = new WeakMap(); // when each request went out
let told = []; // when each of the last names was heard

document.addEventListener("htmx:beforeSend", (event) => begun.set(event.detail.xhr, performance.now()));

document.addEventListener("keepword:told", (event) => {
  const now = performance.now();
  told = [...told.filter((one) => now - one.at < KEPT), { at: now, names: event.detail }];
});

document.addEventListener("htmx:afterSwap", (event) => {
  const since = begun.get(event.detail.xhr);
  if (since === undefined) return;
  begun.delete(event.detail.xhr); // one answer may say so several times
  const names = told.filter((one) => one.at >= since).flatMap((one) => one.names);
  if (names.length) document.dispatchEvent(new CustomEvent("keepword:overtook", { detail: names }));
});
