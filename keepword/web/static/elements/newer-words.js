// <newer-words data-answered data-sending data-wrote>: somebody was quicker. A colleague answered, or is about to, since
// this page was opened, or the customer wrote while an answer is being written: it is said before anything is sent.
// Whoever presses "Send" in the very moment in which it appears cannot have read it: that press sends nothing.
const TO_READ = 1500; // ms

class NewerWords extends HTMLElement {
  #newest = 0;
  #leaving = new Set();
  #saidAt = -Infinity;
  #onRefreshed = () => this.#look();
  #onSubmit = (event) => this.#hold(event);

  connectedCallback() {
    this.#remember();
    this.querySelector("a").onclick = () => this.#read();
    document.addEventListener("keepword:refreshed", this.#onRefreshed);
    document.addEventListener("submit", this.#onSubmit, { capture: true });
  }

  disconnectedCallback() {
    document.removeEventListener("keepword:refreshed", this.#onRefreshed);
    document.removeEventListener("submit", this.#onSubmit, { capture: true });
  }

  get #letters() {
    return [...document.querySelectorAll("#thread .letter:not(.note, .announcement)")];
  }

  // Mine has the time at which it leaves, for the bar with which I may take it back.
  get #cards() {
    return [...document.querySelectorAll("#leaving .leaving-card.leaving:not([data-leaving])")];
  }

  #number(letter) {
    return Number(letter.id.replace("message-", ""));
  }

  #remember() {
    this.#newest = Math.max(this.#newest, ...this.#letters.map((letter) => this.#number(letter)));
    for (const card of this.#cards) this.#leaving.add(card.id);
  }

  #look() {
    const own = document.querySelector("live-stream")?.dataset.agent;
    const letter = this.#letters.findLast((one) => this.#number(one) > this.#newest && one.dataset.by !== own);
    const card = this.#cards.find((one) => !this.#leaving.has(one.id));
    const isWriting = Boolean(document.getElementById("reply-text")?.value.trim());
    if (letter?.dataset.by) this.#say(this.dataset.answered, letter);
    else if (card) this.#say(this.dataset.sending, card);
    else if (letter && isWriting) this.#say(this.dataset.wrote, letter);
  }

  #say(words, where) {
    const said = words.replace("{name}", where.querySelector(".letter-name").textContent);
    const line = this.querySelector("[data-words]");
    if (line.textContent !== said) {
      line.textContent = said;
      this.#saidAt = performance.now();
    }
    this.querySelector("a").href = `#${where.id}`;
    this.querySelector(".notice").hidden = false;
  }

  // In a live chat both write at once, and nobody else answers there.
  #hold(event) {
    const form = event.target;
    if (form.id !== "reply-form" || form.closest(".live-chat") || performance.now() - this.#saidAt > TO_READ) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  #read() {
    this.#saidAt = -Infinity;
    this.#remember();
    this.querySelector(".notice").hidden = true;
    this.querySelector("[data-words]").textContent = "";
  }
}

customElements.define("newer-words", NewerWords);
