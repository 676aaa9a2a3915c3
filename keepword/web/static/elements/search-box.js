// <search-box> around the search form: shows what is found while somebody types. What they type stays theirs, and an
// answer that comes after a newer question is not shown. Without it the form searches on Enter.
import { refreshFrom } from "./refreshing.js";

const PAUSE = 150;

class SearchBox extends HTMLElement {
  #timer;
  #asking;
  #asked;

  connectedCallback() {
    this.#asked = this.#form?.q.value.trim();
    this.addEventListener("input", this);
    this.addEventListener("compositionend", this);
    this.addEventListener("submit", this);
    this.addEventListener("keydown", this);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  handleEvent(event) {
    if (event.type === "keydown") return this.#onKey(event);
    if (event.type === "submit") return this.#onSubmit(event);
    if (event.isComposing) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  get #form() {
    return this.querySelector("form");
  }

  // Down from the box goes into what was found.
  #onKey(event) {
    if (event.key !== "ArrowDown" || event.isComposing) return;
    const first = document.querySelector("#list-found a");
    if (!first) return;
    event.preventDefault();
    first.focus();
  }

  #onSubmit(event) {
    event.preventDefault();
    clearTimeout(this.#timer);
    this.#ask();
  }

  async #ask() {
    const query = this.#form.q.value.trim();
    if (query === this.#asked) return;
    this.#asked = query;
    this.#asking?.abort();
    this.#asking = new AbortController();
    const address = `${this.#form.getAttribute("action")}?${new URLSearchParams({ q: query })}`;
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: this.#asking.signal });
      if (!answer.ok || answer.headers.get("HX-Redirect")) return location.assign(address);
      refreshFrom(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch (error) {
      if (error.name !== "AbortError") this.#asked = undefined;
      return;
    }
    document.querySelector("#list-found .list-rows")?.scrollTo(0, 0);
    if (!location.pathname.startsWith("/conversations/")) history.replaceState(history.state, "", address);
  }
}

customElements.define("search-box", SearchBox);
