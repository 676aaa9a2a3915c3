// Sends what was said, one after the other, each until it is acknowledged: a repetition is known by its number, and
// nothing overtakes what was said before it.
import { Outbox } from "./outbox.js";

const REST = 3000;

const number = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");

export class Sender {
  #brand;
  #outbox;
  #holder;
  #talk;
  #about;
  #said;
  #flushing;
  #timer;

  /** `about` tells where the visitor is, `said` is called when something was acknowledged. */
  constructor(brand, { holder, talk, about, said }) {
    this.#brand = brand;
    this.#outbox = new Outbox(brand);
    [this.#holder, this.#talk, this.#about, this.#said] = [holder, talk, about, said];
  }

  stop() {
    clearTimeout(this.#timer);
  }

  ask(what) {
    return fetch(this.#address(what), { headers: this.#headers, cache: "no-store" });
  }

  tell(what, fields) {
    return fetch(this.#address(what), { method: "POST", headers: this.#headers, body: new URLSearchParams(fields) });
  }

  /** Kept first, then shown, then sent. */
  async say(words) {
    const row = { ...words, ...this.#about(), number: number(), after: this.#holder.last };
    this.#holder.keep({ last: row.number });
    await this.#outbox.add(row);
    this.#talk.waiting(row);
    await this.flush();
  }

  flush() {
    this.#flushing ??= this.#all().finally(() => { this.#flushing = undefined; });
    return this.#flushing;
  }

  async #all() {
    clearTimeout(this.#timer);
    for (let [row] = await this.#rows(); row; [row] = await this.#rows()) {
      const rest = await this.#send(row).catch(() => REST);
      if (rest) {
        this.#timer = setTimeout(() => this.flush(), rest);
        return;
      }
    }
  }

  async #rows() {
    const rows = await this.#outbox.all();
    for (const row of rows) this.#talk.waiting(row);
    return rows;
  }

  // How many milliseconds to wait before trying again, 0 when this one is done with.
  async #send(row) {
    const body = new FormData();
    for (const field of ["number", "after", "text", "name", "email", "page", "zone"]) body.append(field, row[field] ?? "");
    for (const file of row.files) body.append("files", file, file.name);
    const answer = await fetch(this.#address("words"), { method: "POST", headers: this.#headers, body });
    if (answer.ok) return this.#acknowledged(row, await answer.json());
    if (answer.status === 409) return this.#alone(row);
    if (answer.status === 404) return this.#anew(row);
    if (answer.status === 429 || answer.status >= 500) return this.#later(answer);
    return this.#refused(row, await answer.json().catch(() => ({})));
  }

  async #acknowledged(row, { html }) {
    await this.#outbox.remove(row);
    this.#talk.acknowledged(row, html);
    this.#holder.keep({ begun: true });
    this.#said();
    return 0;
  }

  // What it followed is not known there and not here: it was refused, or its chat ended. Nothing is before it.
  async #alone(row) {
    if (!row.after) return REST;
    await this.#outbox.put({ ...row, after: "" });
    return 1;
  }

  // The ticket has ended, the words have not: they begin a new chat.
  async #anew(row) {
    if (!this.#holder.hasBegun) return REST;
    this.#holder.forget();
    await this.#outbox.put({ ...row, after: "" });
    return 1;
  }

  async #later(answer) {
    if (answer.status === 429) this.#talk.advise((await answer.json().catch(() => ({}))).advice);
    return (Number(answer.headers.get("Retry-After")) || REST / 1000) * 1000;
  }

  async #refused(row, { advice }) {
    await this.#outbox.remove(row);
    this.#talk.refused(row, advice);
    return 0;
  }

  #address(what) {
    const language = encodeURIComponent(document.documentElement.lang);
    return `/chat/${this.#brand}/${what}${what.includes("?") ? "&" : "?"}language=${language}`;
  }

  get #headers() {
    return { "X-Chat-Ticket": this.#holder.ticket };
  }
};
