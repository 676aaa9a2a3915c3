// <status-line data-lost data-back data-failed>: a short word at the foot of the screen when something went wrong by
// itself, and again when it is over. What the server refused is said in the server's own words.
const SHORT = 2000;
const LONG = 10000;

class StatusLine extends HTMLElement {
  #timer;
  #events = {
    "keepword:lost": () => this.#say(this.dataset.lost),
    "keepword:back": () => this.#say(this.dataset.back, SHORT),
    "keepword:refused": (event) => this.#say(event.detail, LONG),
    "htmx:sendError": (event) => this.#failed(event),
    "htmx:responseError": (event) => this.#failed(event),
  };

  connectedCallback() {
    for (const [name, listener] of Object.entries(this.#events)) document.addEventListener(name, listener);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    for (const [name, listener] of Object.entries(this.#events)) document.removeEventListener(name, listener);
  }

  // What was asked in the background ([data-quiet]) was not pressed by anybody: its failure is nobody's business.
  #failed(event) {
    if (!event.detail?.elt?.closest?.("[data-quiet]")) this.#say(this.dataset.failed, LONG);
  }

  #say(words, milliseconds) {
    clearTimeout(this.#timer);
    this.replaceChildren(Object.assign(document.createElement("p"), { textContent: words }));
    if (milliseconds) this.#timer = setTimeout(() => this.replaceChildren(), milliseconds);
  }
}

customElements.define("status-line", StatusLine);
