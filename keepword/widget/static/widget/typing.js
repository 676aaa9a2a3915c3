// Tells that the visitor types, and that they stopped: never what. Who answers them waits for the end of the sentence.
const AGAIN = 6000; // milliseconds between two words of it
const IDLE = 5000; // after the last key

export class Typing {
  #address;
  #ticket;
  #toldAt = 0;
  #timer;
  #onInput = (event) => { if (event.target.name === "text") this.#typed(event.target.value.trim() !== ""); };
  #onSubmit = () => this.#typed(false);

  constructor(address, ticket) {
    [this.#address, this.#ticket] = [address, ticket];
    document.addEventListener("input", this.#onInput);
    document.addEventListener("submit", this.#onSubmit);
  }

  stop() {
    clearTimeout(this.#timer);
    document.removeEventListener("input", this.#onInput);
    document.removeEventListener("submit", this.#onSubmit);
  }

  #typed(is) {
    clearTimeout(this.#timer);
    if (is) this.#timer = setTimeout(() => this.#typed(false), IDLE);
    const wasTold = this.#toldAt > 0;
    if (is ? Date.now() - this.#toldAt < AGAIN : !wasTold) return;
    this.#toldAt = is ? Date.now() : 0;
    const body = new URLSearchParams({ is_writing: is ? "yes" : "no" });
    fetch(this.#address, { method: "POST", headers: { "X-Chat-Ticket": this.#ticket }, body }).catch(() => {});
  }
};
