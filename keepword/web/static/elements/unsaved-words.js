// Words that the server does not have yet, kept in this browser: whose they are, and which state of the draft they go
// on from. A session that ends, or a page that is closed, takes none of them away; the next agent at this browser does
// not read them.
const PREFIX = "keepword-words-";

function place(name) {
  return `${PREFIX}${document.querySelector("live-stream")?.dataset.agent ?? ""}-${name}`;
}

export function keepHere(name, { text, version }) {
  if (text) localStorage.setItem(place(name), `${version}\n${text}`);
  else letGo(name);
}

/** {version, text}, or null when nothing is kept. */
export function keptHere(name) {
  const kept = localStorage.getItem(place(name));
  const end = kept?.indexOf("\n");
  return kept ? { version: kept.slice(0, end), text: kept.slice(end + 1) } : null;
}

export function letGo(name) {
  localStorage.removeItem(place(name));
}

/** Whether an answer sends the whole page elsewhere or makes it anew: the session ended, or the form is too old. */
export function endsThePage(event) {
  const leads = (name) => Boolean(event.detail.xhr.getResponseHeader(name));
  return event.type === "htmx:beforeOnLoad" && (leads("HX-Redirect") || leads("HX-Refresh"));
}

/** Said once the page stands, to whoever looks for what they wrote. */
export function sayItIsBack() {
  const line = () => document.querySelector("#status-line");
  setTimeout(() => document.dispatchEvent(new CustomEvent("keepword:refused", { detail: line()?.dataset.again ?? "" })));
}
