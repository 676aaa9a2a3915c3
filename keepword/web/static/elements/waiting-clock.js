// <waiting-clock datetime data-due data-late>: for how long somebody waits, in minutes and seconds, as it grows. Past the
// moment at which an answer is due it says so, in the words of `data-late`.
class WaitingClock extends HTMLElement {
  #timer;

  static observedAttributes = ["datetime", "data-due"];

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
    const time = hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
    const isLate = "due" in this.dataset && Date.now() > new Date(this.dataset.due);
    this.textContent = isLate ? `${time} · ${this.dataset.late}` : time;
    this.classList.toggle("late", isLate);
  }
}

customElements.define("waiting-clock", WaitingClock);
