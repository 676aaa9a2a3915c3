// Who this visitor is: a ticket of ours in the frame's own storage. Browsers keep it apart for each shop.
export class Holder {
  #key;
  #fresh;
  #held;

  /** `fresh` is the ticket that the page brought; `held` when it stands in the page's address. */
  constructor(brand, { fresh, held }) {
    this.#key = `keepword-chat-${brand}`;
    this.#fresh = fresh;
    this.#held = held ? { ticket: fresh, begun: true } : this.#read();
  }

  get ticket() {
    return this.#held?.ticket ?? this.#fresh;
  }

  /** Whether anything was said with it. */
  get hasBegun() {
    return Boolean(this.#held?.begun);
  }

  /** The number of what was said last, "" before anything was. */
  get last() {
    return this.#held?.last ?? "";
  }

  keep(changes) {
    this.#held = { ticket: this.ticket, ...this.#held, ...changes };
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#held));
    } catch {
      // kept as long as the page
    }
  }

  forget() {
    this.#held = undefined;
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // nothing was kept
    }
  }

  #read() {
    try {
      return JSON.parse(localStorage.getItem(this.#key)) ?? undefined;
    } catch {
      return undefined;
    }
  }
};
