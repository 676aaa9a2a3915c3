// Hears that there is something new, and who writes. It carries no words, so nothing is lost when it is cut: whoever
// comes back looks once. (EventSource cannot send the header in which the ticket travels.)
import { Typing } from "./typing.js";

const FIRST_REST = 1000;
const LONGEST_REST = 20000;

export class Stream {
  #address;
  #ticket;
  #heard;
  #stopped = false;
  #rest = FIRST_REST;
  #cut;
  #wake;
  #typing;

  /** `heard` is called with what the server says, and with {what: "lost"}, {what: "back"} or {what: "ended"}. */
  constructor(address, ticket, heard) {
    [this.#address, this.#ticket, this.#heard] = [address, ticket, heard];
    this.#typing = new Typing("/widget/typing", ticket);
    this.#run();
  }

  stop() {
    this.#stopped = true;
    this.#typing.stop();
    this.#cut?.abort();
    this.#wake?.();
  }

  /** The network seems to be back: do not wait any longer. */
  hurry() {
    this.#rest = FIRST_REST;
    this.#wake?.();
  }

  async #run() {
    while (!this.#stopped) {
      await this.#listen().catch(() => {});
      if (this.#stopped) return;
      this.#heard({ what: "lost" });
      await this.#pause();
    }
  }

  #pause() {
    return new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, this.#rest);
      this.#rest = Math.min(this.#rest * 2, LONGEST_REST);
    });
  }

  async #listen() {
    this.#cut = new AbortController();
    const headers = { "X-Chat-Ticket": this.#ticket };
    const answer = await fetch(this.#address, { headers, cache: "no-store", signal: this.#cut.signal });
    if (answer.status === 404) {
      this.stop();
      this.#heard({ what: "ended" });
      return;
    }
    if (!answer.ok) return;
    this.#rest = FIRST_REST;
    this.#heard({ what: "back" });
    await this.#read(answer.body.pipeThrough(new TextDecoderStream()).getReader());
  }

  async #read(reader) {
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const parts = (text + value).split("\n\n");
      text = parts.pop();
      for (const part of parts) {
        if (part.startsWith("data: ")) this.#heard(JSON.parse(part.slice(6)));
      }
    }
  }
};
