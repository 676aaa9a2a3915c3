// <keepword-chat data-brand data-ticket>: the chat of a visitor, on top of a form that works without it.
import { Holder } from "./ticket.js";
import { Sender } from "./sending.js";
import { Stream } from "./stream.js";
import { Talk } from "./talk.js";

const page = () => new URLSearchParams(location.hash.slice(1)).get("page") ?? location.href;

class KeepwordChat extends HTMLElement {
  #holder;
  #talk;
  #sender;
  #stream;
  #form;
  #confirmed = 0;

  connectedCallback() {
    this.#form = this.querySelector("form");
    this.#talk = new Talk(this);
    this.#holder = new Holder(this.dataset.brand, { fresh: this.dataset.ticket, held: "held" in this.dataset });
    this.#sender = new Sender(this.dataset.brand, {
      holder: this.#holder,
      talk: this.#talk,
      about: () => ({ page: page(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? "" }),
      said: () => this.#begun(),
    });
    this.#form.addEventListener("submit", this);
    this.#text.addEventListener("keydown", this);
    this.#form.elements.files.addEventListener("change", this);
    this.querySelector("[data-end]").addEventListener("click", () => this.#end());
    for (const name of ["online", "message"]) window.addEventListener(name, this);
    document.addEventListener("visibilitychange", this);
    document.addEventListener("keydown", this);
    this.#start();
  }

  disconnectedCallback() {
    for (const name of ["online", "message"]) window.removeEventListener(name, this);
    document.removeEventListener("visibilitychange", this);
    document.removeEventListener("keydown", this);
    this.#stream?.stop();
    this.#sender.stop();
  }

  handleEvent(event) {
    const acts = {
      submit: () => this.#submit(event),
      keydown: () => this.#pressed(event),
      change: () => this.#talk.chosen([...event.target.files]),
      online: () => this.#again(),
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
    await this.#sender.flush();
  }

  #begun() {
    this.querySelector(".chat-person")?.remove();
    this.querySelector("[data-end]").hidden = false;
    this.#stream ??= new Stream("/widget/live", this.#holder.ticket, (heard) => this.#heard(heard));
  }

  #heard({ what, names }) {
    const acts = {
      words: () => this.#look(),
      writing: () => this.#talk.writing(names),
      lost: () => this.#talk.lost(),
      back: () => this.#back(),
      ended: () => this.#ended(),
    };
    acts[what]?.();
  }

  #back() {
    this.#talk.back();
    this.#sender.flush();
  }

  #again() {
    this.#stream?.hurry();
    this.#sender.flush();
  }

  async #look() {
    const answer = await this.#sender.ask(`words?after=${this.#talk.last}`).catch(() => null);
    if (!answer?.ok) return;
    const { html, last, goes_on_by_mail: byMail } = await answer.json();
    this.#talk.show(html, last);
    this.#talk.byMail(byMail);
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
    location.replace(`/chat/${this.dataset.brand}${location.search}${location.hash}`);
    if ("held" in this.dataset === false) location.reload();
  }
}

customElements.define("keepword-chat", KeepwordChat);
