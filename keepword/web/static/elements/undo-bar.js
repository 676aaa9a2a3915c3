// <undo-bar data-words data-hint data-now>: an answer that is about to leave can be taken back from wherever one is by
// now, by the key Z. It copies the forms of the card below the thread, and goes when the card's time is over.
class UndoBar extends HTMLElement {
  #timer = 0;
  #known = "";
  #awaited = "";
  #onSwap = () => this.#look();
  #onSettle = (event) => this.#settled(event);

  connectedCallback() {
    document.addEventListener("htmx:afterSettle", this.#onSettle);
    document.addEventListener("keepword:refreshed", this.#onSwap);
    this.addEventListener("submit", this);
    this.#look();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    document.removeEventListener("htmx:afterSettle", this.#onSettle);
    document.removeEventListener("keepword:refreshed", this.#onSwap);
  }

  // Taken back: the words stand in the composer again, to go on with.
  handleEvent(event) {
    if ("undo" in event.target.dataset) this.#awaited = event.target.getAttribute("action");
    setTimeout(() => this.#hide());
  }

  // Other answers come meanwhile: what they bring is not the words that are awaited.
  #settled(event) {
    this.#look();
    if (!this.#awaited || event.detail.requestConfig?.path !== this.#awaited) return;
    this.#awaited = "";
    document.getElementById("reply-text")?.focus();
  }

  #look() {
    const cards = [...document.querySelectorAll("[data-leaving]")];
    const card = cards.sort((one, other) => Date.parse(other.dataset.leaving) - Date.parse(one.dataset.leaving))[0];
    const name = card && card.id + card.dataset.leaving;
    if (!card || name === this.#known) return;
    const left = Date.parse(card.dataset.leaving) - Date.now();
    if (left <= 0) return;
    this.#known = name;
    this.#show(card, left);
  }

  #show(card, milliseconds) {
    const words = Object.assign(document.createElement("span"), { textContent: card.dataset.words ?? this.dataset.words });
    const forms = [...card.querySelectorAll("form")].slice(0, 2).map((form) => form.cloneNode(true));
    for (const form of forms) {
      for (const [name, value] of Object.entries({ boost: "true", target: "#work", swap: "innerHTML" })) {
        form.setAttribute(`hx-${name}`, value);
      }
    }
    const undo = forms[0].querySelector("button");
    undo.dataset.key = "z";
    undo.append(Object.assign(document.createElement("kbd"), { className: "key", textContent: "Z" }));
    this.style.setProperty("--undo-for", `${milliseconds}ms`);
    this.replaceChildren(words, ...forms);
    window.htmx?.process(this);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#hide(), milliseconds);
  }

  #hide() {
    clearTimeout(this.#timer);
    this.replaceChildren();
  }
}

customElements.define("undo-bar", UndoBar);
