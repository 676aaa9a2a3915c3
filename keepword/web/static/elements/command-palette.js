// <command-palette data-address data-found> around a <dialog> with a combobox: Ctrl+K or Cmd+K opens it, also while
// somebody writes. The focus stays in the box; the chosen line is told by aria-activedescendant. While an input method
// puts a syllable together, Enter and the arrows are its own.
class CommandPalette extends HTMLElement {
  #asking;
  #found; // over when the newest question is answered
  #onKey = (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (this.#dialog.open) this.#dialog.close();
    else if (!document.querySelector("dialog[open]")) this.open();
  };

  #onPress = (event) => {
    if (event.target.closest?.("[data-opens-palette]")) this.open();
  };

  connectedCallback() {
    document.addEventListener("keydown", this.#onKey);
    document.addEventListener("click", this.#onPress);
    for (const kind of ["input", "compositionend", "keydown", "click", "pointermove"]) this.addEventListener(kind, this);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#onKey);
    document.removeEventListener("click", this.#onPress);
    this.#asking?.abort();
  }

  open() {
    this.#input.value = "";
    this.#list.replaceChildren();
    this.#dialog.showModal();
    this.#found = this.#find();
  }

  handleEvent(event) {
    const offer = event.target.closest?.("[role=option]");
    if (event.type === "keydown") return this.#onListKey(event);
    if (event.type === "pointermove") return offer && this.#choose(offer);
    if (event.type === "click") return offer ? this.#run(offer) : event.target === this.#dialog && this.#dialog.close();
    if (!event.isComposing) this.#found = this.#find();
  }

  get #dialog() { return this.querySelector("dialog"); }
  get #input() { return this.querySelector("input"); }
  get #list() { return this.querySelector("[role=listbox]"); }
  get #offers() { return [...this.#list.children]; }
  get #chosen() { return this.#list.querySelector("[aria-selected=true]"); }
  get #conversation() { return location.pathname.match(/^\/conversations\/(\d+)/)?.[1] ?? ""; }

  #onListKey(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#walk(event, step);
    if (event.key === "Enter") {
      event.preventDefault();
      this.#runWhenFound();
    }
  }

  // A quick hand presses Enter before what it typed was answered: what stands there still is not what was meant.
  async #runWhenFound() {
    for (let answer; answer !== this.#found; ) await (answer = this.#found);
    if (this.#chosen && this.#dialog.open) this.#run(this.#chosen);
  }

  #walk(event, step) {
    event.preventDefault();
    const offers = this.#offers;
    if (!offers.length) return;
    const here = offers.indexOf(this.#chosen);
    this.#choose(offers.at(here < 0 && step < 0 ? -1 : (here + step) % offers.length));
    this.#chosen.scrollIntoView({ block: "nearest" });
  }

  #choose(offer) {
    this.#chosen?.setAttribute("aria-selected", "false");
    offer?.setAttribute("aria-selected", "true");
    if (offer) this.#input.setAttribute("aria-activedescendant", offer.id);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  async #find() {
    this.#asking?.abort();
    this.#asking = new AbortController();
    const query = new URLSearchParams({ q: this.#input.value, conversation: this.#conversation });
    try {
      const answer = await fetch(`${this.dataset.address}?${query}`, { signal: this.#asking.signal });
      if (!answer.ok || answer.redirected) return;
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      this.#list.replaceChildren(...found.body.querySelectorAll("[role=option]"));
    } catch {
      return;
    }
    // Of nothing asked nothing is chosen: a stray Enter must not do anything.
    this.#choose(this.#input.value.trim() ? this.#list.firstElementChild : null);
    this.#list.scrollTo(0, 0);
    this.querySelector("[role=status]").textContent = this.dataset.found.replace("#", this.#offers.length);
  }

  #run(offer) {
    const { address, macro, action, name, value } = offer.dataset;
    this.#dialog.close();
    if (address) location.assign(address);
    else if (macro) document.querySelector("macro-picker")?.use(macro);
    else this.#send(action, { [name]: value });
  }

  // As the form of the page would: with what was seen, and an answer that refreshes it in place.
  #send(action, values) {
    const page = document.getElementById("conversation");
    values.csrfmiddlewaretoken = page?.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    const seen = page?.querySelector("[name=seen]");
    if (seen) values.seen = seen.value;
    window.htmx.ajax("POST", action + location.search, { target: "#conversation", swap: "calm", values });
  }
}

customElements.define("command-palette", CommandPalette);
