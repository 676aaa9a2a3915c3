// <presence-line data-conversation data-address data-reading data-writing>: who else has this conversation open, and who
// is typing an answer. It says the same of this screen, every few seconds and when that changes; a tab that nobody looks
// at is not there.
const BEAT = 10000;
const TYPING = 8000; // milliseconds after the last key
const IDLE = 300000; // without a key or a movement
const SCREEN = crypto.getRandomValues(new Uint32Array(2)).join("-");
const STIRS = ["pointermove", "keydown", "scroll"];

let farewell; // of the conversation that was left just now, unless it is the same one that comes back

class PresenceLine extends HTMLElement {
  #timer;
  #said = "gone";
  #saidAt = 0;
  #saying = Promise.resolve();
  #shownAt = 0;
  #typedAt = -TYPING;
  #stirredAt = performance.now();
  #announced = new Set();
  #onStir = () => { this.#stirredAt = performance.now(); };
  #onInput = (event) => { if (event.target.id === "reply-text") this.#typed(event.target); };
  #onSight = () => this.#look();
  #onLeave = () => this.#say("gone");
  #onPresent = (event) => this.#show(event.detail);

  connectedCallback() {
    if (farewell?.address === this.dataset.address) clearTimeout(farewell.timer);
    for (const name of STIRS) document.addEventListener(name, this.#onStir, { passive: true, capture: true });
    document.addEventListener("input", this.#onInput);
    document.addEventListener("visibilitychange", this.#onSight);
    document.addEventListener("keepword:present", this.#onPresent);
    addEventListener("pagehide", this.#onLeave);
    this.#timer = setInterval(() => this.#look(), 1000);
    this.#look();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    for (const name of STIRS) document.removeEventListener(name, this.#onStir, { capture: true });
    document.removeEventListener("input", this.#onInput);
    document.removeEventListener("visibilitychange", this.#onSight);
    document.removeEventListener("keepword:present", this.#onPresent);
    removeEventListener("pagehide", this.#onLeave);
    farewell = { address: this.dataset.address, timer: setTimeout(() => this.#say("gone"), 400) };
  }

  #typed(field) {
    this.#typedAt = field.value.trim() ? performance.now() : -TYPING;
    this.#look();
  }

  get #doing() {
    const now = performance.now();
    if (document.hidden || now - this.#stirredAt > IDLE) return "gone";
    return now - this.#typedAt < TYPING ? "writing" : "reading";
  }

  #look() {
    const doing = this.#doing;
    const isDue = doing !== "gone" && performance.now() - this.#saidAt > BEAT;
    if (doing !== this.#said || isDue) this.#say(doing);
  }

  // One after the other, so that a slow word does not arrive after the one that followed it; a farewell cannot wait.
  #say(doing) {
    if (doing === "gone" && this.#said === "gone") return;
    this.#said = doing;
    this.#saidAt = performance.now();
    if (doing === "gone") this.#send(doing);
    else this.#saying = this.#saying.then(() => this.isConnected && this.#send(doing)).catch(() => {});
  }

  async #send(doing) {
    const token = this.querySelector("[name=csrfmiddlewaretoken]").value;
    const body = new URLSearchParams({ doing, screen: SCREEN, csrfmiddlewaretoken: token });
    const answer = await fetch(this.dataset.address, { method: "POST", body, keepalive: true }).catch(() => null);
    if (answer?.ok && !answer.redirected && this.isConnected) this.#show(await answer.json());
  }

  #show({ conversation, people, at }) {
    if (String(conversation) !== this.dataset.conversation || at < this.#shownAt) return;
    this.#shownAt = at;
    const own = document.querySelector("live-stream")?.dataset.agent;
    const others = people.filter((one) => String(one.id) !== own);
    const line = this.querySelector("[data-line]");
    const fresh = others.map((one) => this.#chip(one, others.length === 1));
    if (line.innerHTML !== fresh.map((one) => one.outerHTML).join("")) line.replaceChildren(...fresh);
    this.#announce(others);
  }

  #words(one) {
    return (one.writes ? this.dataset.writing : this.dataset.reading).replace("{name}", one.name);
  }

  #chip(one, isAlone) {
    const chip = document.createElement("span");
    chip.className = one.writes ? "presence-one writing" : "presence-one";
    chip.title = this.#words(one);
    const portrait = document.createElement("span");
    portrait.className = "portrait ours small";
    portrait.textContent = one.initials;
    const words = document.createElement("span");
    words.textContent = this.#words(one);
    words.dir = "auto";
    words.className = one.writes || isAlone ? "presence-words" : "unseen";
    portrait.ariaHidden = "true";
    chip.append(portrait, words);
    return chip;
  }

  // Once for each who comes or begins to write: who pauses and goes on is no news.
  #announce(others) {
    const news = others.map((one) => this.#words(one)).filter((words) => !this.#announced.has(words));
    for (const words of news) this.#announced.add(words);
    if (news.length) this.querySelector("[role=status]").textContent = news.join(" ");
  }
}

customElements.define("presence-line", PresenceLine);
