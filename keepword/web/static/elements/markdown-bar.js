// <markdown-bar data-for data-preview>: gives form to the words of a plain text field, by button or key, and shows them
// as they will be read. The field stays a plain one: it works with every way of typing, and with every reader of screens.
const KEYS = { b: "[data-around='**']", i: "[data-around='*']", e: "[data-around='`']" };
const SHIFTED = { KeyL: "[data-link]", Digit8: "[data-before='- ']", Digit9: "[data-before='> ']" };
const PAUSE = 400; // milliseconds without a key

class MarkdownBar extends HTMLElement {
  #timer = 0;
  #onKey = (event) => this.#key(event);
  #onInput = () => this.#later();

  connectedCallback() {
    this.addEventListener("click", this);
    this.#text.addEventListener("keydown", this.#onKey);
    this.#text.addEventListener("input", this.#onInput);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#text?.removeEventListener("keydown", this.#onKey);
    this.#text?.removeEventListener("input", this.#onInput);
  }

  handleEvent(event) {
    const button = event.target.closest("button");
    if (button) this.#press(button);
  }

  get #text() {
    return document.getElementById(this.dataset.for);
  }

  get #shower() {
    return this.querySelector("[data-shows]");
  }

  #key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
    const wanted = event.shiftKey ? SHIFTED[event.code] : KEYS[event.key.toLowerCase()];
    if (!wanted) return;
    event.preventDefault();
    event.stopPropagation();
    this.#press(this.querySelector(wanted));
  }

  #press(button) {
    const { around, before } = button.dataset;
    if (around) this.#around(around);
    else if (before) this.#before(before);
    else if ("link" in button.dataset) this.#link();
    else this.#show(button);
  }

  #around(sign) {
    const words = this.#selected();
    this.#write(sign + words + sign, words ? 0 : sign.length);
  }

  #link() {
    const words = this.#selected();
    this.#write(`[${words}](https://)`, 1);
  }

  #before(sign) {
    const text = this.#text;
    const start = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
    text.setSelectionRange(start, text.selectionEnd);
    this.#write(this.#selected().replace(/^/gm, sign), 0);
  }

  #selected() {
    return this.#text.value.slice(this.#text.selectionStart, this.#text.selectionEnd);
  }

  // As if it were typed, so that the browser can undo it.
  #write(words, back) {
    this.#text.focus();
    if (!document.execCommand("insertText", false, words)) {
      this.#text.setRangeText(words, this.#text.selectionStart, this.#text.selectionEnd, "end");
      this.#text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const place = this.#text.selectionEnd - back;
    this.#text.setSelectionRange(place, place);
  }

  #show(button) {
    const isShown = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(isShown));
    document.getElementById("reply-preview").hidden = !isShown;
    if (isShown) this.#fetch();
  }

  #later() {
    clearTimeout(this.#timer);
    if (this.#shower.getAttribute("aria-pressed") === "true") this.#timer = setTimeout(() => this.#fetch(), PAUSE);
  }

  async #fetch() {
    const body = new URLSearchParams({ text: this.#text.value });
    body.set("csrfmiddlewaretoken", this.#text.form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(this.dataset.preview, { method: "POST", body }).catch(() => null);
    if (answer?.ok && !answer.redirected) document.getElementById("reply-preview").innerHTML = await answer.text();
  }
}

customElements.define("markdown-bar", MarkdownBar);
