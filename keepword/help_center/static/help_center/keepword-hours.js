// <keepword-hours>: whether we are open, in the reader's language and time zone, on any page of any site:
//   <script src="https://…/hours/BRAND/snippet.js" defer></script> <keepword-hours></keepword-hours>
// It asks without cookies, stores nothing, and writes text only, so a strict security policy needs no exception but
// our address in script-src and connect-src. What stands inside of it holds until the answer is there.
(() => {
  if (customElements.get("keepword-hours")) return;
  const LONGEST = 300_000; // milliseconds between two looks
  const script = document.currentScript?.src || "";

  class KeepwordHours extends HTMLElement {
    #timer = 0;
    #look = () => document.visibilityState === "visible" && this.#ask();

    connectedCallback() {
      document.addEventListener("visibilitychange", this.#look);
      this.#ask();
    }

    disconnectedCallback() {
      clearTimeout(this.#timer);
      document.removeEventListener("visibilitychange", this.#look);
    }

    async #ask() {
      clearTimeout(this.#timer);
      try {
        const answer = await fetch(this.#address(), { credentials: "omit" });
        if (answer.ok) this.#show(await answer.json());
      } catch {
        // the words that stand here stay
      }
      if (this.isConnected) this.#timer = setTimeout(this.#look, LONGEST);
    }

    #address() {
      const address = new URL(this.getAttribute("source") || script.replace(/\/snippet\.js.*$/, ".json"), document.baseURI);
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      const language = this.getAttribute("language") || this.closest("[lang]")?.lang || navigator.language;
      if (zone) address.searchParams.set("zone", zone);
      if (language) address.searchParams.set("language", language);
      return address;
    }

    #show(told) {
      const link = document.createElement("a");
      link.href = told.page;
      link.textContent = told.words;
      this.lang = told.language;
      this.dir = "auto";
      this.dataset.state = told.is_open ? "open" : "closed";
      this.replaceChildren(link);
      const left = told.changes_at ? new Date(told.changes_at) - Date.now() : LONGEST;
      if (left < LONGEST) this.#soon(Math.max(left, 0) + 1000);
    }

    #soon(milliseconds) {
      setTimeout(this.#look, milliseconds);
    }
  }

  customElements.define("keepword-hours", KeepwordHours);
})();
