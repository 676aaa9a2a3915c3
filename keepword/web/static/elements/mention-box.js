// <mention-box data-for data-address data-label> before a text field: "@" and some letters show whom one could call, to be
// chosen by key or press. The field stays a plain one; while an input method composes, its keys are its own.
const NAME =
  /(?:^|[^\p{L}\p{N}._%+@/-]|[\p{scx=Han}\p{scx=Hangul}\p{scx=Hira}\p{scx=Kana}])[@＠]([^\s@＠]{0,40}(?: [^\s@＠]{0,40})?)$/u;
let boxes = 0;

class MentionBox extends HTMLElement {
  #list;
  #text;
  #asked = null;

  connectedCallback() {
    this.#text = document.getElementById(this.dataset.for);
    this.#list ??= this.#made();
    this.append(this.#list);
    this.addEventListener("pointerdown", this);
    for (const name of ["input", "keydown", "blur", "click"]) this.#text?.addEventListener(name, this);
    // A field of many lines stays a text box for readers of screens: it only tells that it completes, and what is chosen.
    const means = { "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": this.#list.id };
    for (const [name, value] of Object.entries(means)) this.#text?.setAttribute(name, value);
  }

  disconnectedCallback() {
    this.#asked?.abort();
    for (const name of ["input", "keydown", "blur", "click"]) this.#text?.removeEventListener(name, this);
  }

  handleEvent(event) {
    if (event.type === "input") this.#look();
    else if (event.type === "keydown") this.#onKey(event);
    else if (event.type === "pointerdown") this.#onPress(event);
    else this.#close();
  }

  get #isOpen() {
    return !this.#list.hidden;
  }

  get #chosen() {
    return this.#list.querySelector("[aria-selected=true]");
  }

  #made() {
    boxes += 1;
    const list = Object.assign(document.createElement("ul"), { className: "mention-list", hidden: true, id: `mention-list-${boxes}` });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", this.dataset.label);
    return list;
  }

  // What stands behind the sign before the cursor, null where there is none.
  #query() {
    const { value, selectionStart, selectionEnd } = this.#text;
    if (selectionStart !== selectionEnd) return null;
    return NAME.exec(value.slice(Math.max(0, selectionStart - 90), selectionStart))?.[1] ?? null;
  }

  async #look() {
    this.#asked?.abort();
    const query = this.#query();
    if (query === null) return this.#close();
    this.#asked = new AbortController();
    try {
      const answer = await fetch(`${this.dataset.address}?${new URLSearchParams({ q: query })}`, { signal: this.#asked.signal });
      if (answer.ok && !answer.redirected) this.#show(await answer.text());
    } catch {
      // Asked anew, or nobody answers: the name can be typed.
    }
  }

  #show(options) {
    this.#list.innerHTML = options;
    const first = this.#list.firstElementChild;
    this.#list.hidden = !first;
    this.#mark(first);
  }

  #mark(option) {
    this.#chosen?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.#text.setAttribute("aria-activedescendant", option.id);
    else this.#text.removeAttribute("aria-activedescendant");
  }

  #onKey(event) {
    if (!this.#isOpen || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    const options = [...this.#list.children];
    const here = options.indexOf(this.#chosen);
    if (event.key === "ArrowDown") this.#mark(options[(here + 1) % options.length]);
    else if (event.key === "ArrowUp") this.#mark(options.at((here - 1) % options.length));
    else if (event.key === "Escape") this.#close();
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && this.#chosen) this.#choose(this.#chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // A press does not take the focus out of the field.
  #onPress(event) {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) this.#choose(option);
  }

  // As if it were typed, so that the browser can undo it.
  #choose(option) {
    const text = this.#text;
    const end = text.selectionStart;
    text.setSelectionRange(end - this.#query().length, end);
    const words = `${option.dataset.written} `;
    if (!document.execCommand("insertText", false, words)) {
      text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.#close();
  }

  #close() {
    this.#asked?.abort();
    this.#list.hidden = true;
    this.#list.replaceChildren();
    this.#text?.removeAttribute("aria-activedescendant");
  }
}

customElements.define("mention-box", MentionBox);
