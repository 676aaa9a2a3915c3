// <keepword-chat data-brand data-ticket>: the chat of a visitor, on top of a form that works without it.
import { Attendance } from "./attendance.js";
import { Holder } from "./ticket.js";
import { page, zone } from "./place.js";
import { Sender } from "./sending.js";
import { Stream } from "./stream.js";
import { Talk } from "./talk.js";

class KeepwordChat extends HTMLElement {
  #holder;
  #talk;
  #sender;
  #stream;
  #form;
  #confirmed = 0;
  #heardOf = [[window, "online"], [window, "message"], [document, "visibilitychange"], [document, "keydown"]];
  #watch;

  connectedCallback() {
    this.#form = this.querySelector("form[data-words]");
    this.#talk = new Talk(this);
    this.#holder = new Holder(this.dataset.brand, { fresh: this.dataset.ticket, held: "held" in this.dataset });
    this.#sender = new Sender(this.dataset.brand, {
      holder: this.#holder,
      talk: this.#talk,
      about: () => ({ page: page(), zone: zone() }),
      said: () => this.#begun(),
    });
    this.#form.addEventListener("submit", this);
    this.#text.addEventListener("keydown", this);
    this.#form.elements.files.addEventListener("change", this);
    this.#ending.addEventListener("click", () => this.#end());
    this.querySelector("[data-person]")?.addEventListener("click", () => this.#introduce());
    this.querySelector(".chat-letter").elements.zone.value = zone();
    for (const [target, name] of this.#heardOf) target.addEventListener(name, this);
    this.#start();
  }

  disconnectedCallback() {
    for (const [target, name] of this.#heardOf) target.removeEventListener(name, this);
    this.#watch?.stop();
    this.#stream?.stop();
    this.#sender.stop();
  }

  handleEvent(event) {
    const acts = {
      submit: () => this.#submit(event),
      keydown: () => this.#pressed(event),
      change: () => this.#talk.chosen([...event.target.files]),
      online: () => { this.#stream?.hurry(); this.#sender.flush(); },
      message: () => event.source === parent && event.data?.keepword === "shown" && this.#text.focus(),
      visibilitychange: () => this.#confirm(),
    };
    acts[event.type]();
  }

  get #text() {
    return this.#form.elements.text;
  }

  async #start() {
    if (this.#holder.hasBegun) this.#begun();
    else this.#watch = new Attendance(this, { sender: this.#sender, talk: this.#talk, zone: zone() });
    if (parent !== window) this.#text.focus();
    await this.#sender.flush();
  }

  get #ending() {
    return document.querySelector("[data-end]");
  }

  async #introduce() {
    const { name, email } = this.#form.elements;
    const answer = await this.#sender.tell("person", { name: name.value, email: email.value }).catch(() => null);
    if (answer?.status === 422) this.#talk.advise((await answer.json()).advice);
    if (answer?.ok) this.#look();
  }

  #begun() {
    this.#watch?.stop();
    this.toggleAttribute("data-live", true);
    this.#ending.hidden = false;
    const save = this.querySelector("[data-person]");
    if (save) save.hidden = false;
    this.#stream ??= new Stream("/widget/live", this.#holder.ticket, (heard) => this.#heard(heard));
  }

  #heard({ what, names }) {
    const acts = {
      words: () => this.#look(),
      writing: () => this.#talk.writing(names),
      lost: () => this.#talk.lost(),
      back: () => { this.#talk.back(); this.#sender.flush(); },
      ended: () => this.#ended(),
    };
    acts[what]?.();
  }

  async #look() {
    const answer = await this.#sender.ask(`words?after=${this.#talk.last}`).catch(() => null);
    if (!answer?.ok) return;
    this.#talk.read(await answer.json());
    this.#confirm();
  }

  // What the visitor can see has arrived; a frame that is closed, or a tab behind others, shows nothing.
  async #confirm() {
    const last = this.#talk.last;
    if (document.visibilityState !== "visible" || last <= this.#confirmed || !this.#holder.hasBegun) return;
    const answer = await this.#sender.tell("seen", { to: last }).catch(() => null);
    if (answer?.ok) this.#confirmed = last;
  }

  async #submit(event) {
    event.preventDefault();
    const text = this.#text.value;
    const files = [...this.#form.elements.files.files];
    if (!text.trim() && !files.length) return;
    const person = { name: this.#form.elements.name?.value ?? "", email: this.#form.elements.email?.value ?? "" };
    this.#text.value = "";
    this.#form.elements.files.value = "";
    this.#talk.chosen([]);
    await this.#sender.say({ text, files, ...person });
    this.#text.focus();
  }

  #pressed(event) {
    if (event.key === "Escape" && parent !== window) parent.postMessage({ keepword: "close" }, "*");
    if (event.currentTarget !== this.#text || event.key !== "Enter") return;
    if (event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }

  async #end() {
    const answer = await this.#sender.tell("end", {}).catch(() => null);
    if (answer?.ok) this.#ended();
  }

  #ended() {
    this.#stream?.stop();
    this.#holder.forget();
    if ("held" in this.dataset) location.replace(`/chat/${this.dataset.brand}${location.search}`);
    else location.reload();
  }
}

customElements.define("keepword-chat", KeepwordChat);
