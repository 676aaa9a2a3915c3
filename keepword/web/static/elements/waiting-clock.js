// <waiting-clock datetime>: for how long somebody waits, in minutes and seconds, as it grows.
class WaitingClock extends HTMLElement {
  #timer;

  static observedAttributes = ["datetime"];

  attributeChangedCallback() {
    if (this.isConnected) this.#show();
  }

  connectedCallback() {
    this.#show();
    this.#timer = setInterval(() => this.#show(), 1000);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #show() {
    const seconds = Math.max(0, Math.floor((Date.now() - new Date(this.getAttribute("datetime"))) / 1000));
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    const tail = String(seconds % 60).padStart(2, "0");
    this.textContent = hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
  }
}

customElements.define("waiting-clock", WaitingClock);
