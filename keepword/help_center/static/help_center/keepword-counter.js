// <keepword-counter name="trees">: the figure of a mission, in the reader's language, on any page of any site:
//   <script src="https://…/mission/BRAND/snippet.js" defer></script> <keepword-counter name="trees"></keepword-counter>
// It asks without cookies, stores nothing and writes text only. What stands inside of it holds until the answer is there.
(() => {
  if (customElements.get("keepword-counter")) return;
  const script = document.currentScript?.src || "";

  class KeepwordCounter extends HTMLElement {
    async connectedCallback() {
      const address = new URL(this.getAttribute("source") || script.replace(/\/snippet\.js.*$/, ".json"), document.baseURI);
      const language = this.getAttribute("language") || this.closest("[lang]")?.lang || navigator.language;
      if (language) address.searchParams.set("language", language);
      try {
        const answer = await fetch(address, { credentials: "omit" });
        if (answer.ok) this.#show(await answer.json());
      } catch {
        // what stands here stays
      }
    }

    #show(told) {
      const name = this.getAttribute("name");
      const counter = told.counters.find((one) => one.name === name);
      if (!counter) return;
      this.lang = told.language;
      this.dir = "auto";
      this.textContent = this.hasAttribute("words") && counter.words ? counter.words : counter.figure;
    }
  }

  customElements.define("keepword-counter", KeepwordCounter);
})();
