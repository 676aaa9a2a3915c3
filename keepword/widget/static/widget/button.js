// The chat's button on a shop's page: one line of HTML, <script src="https://…/widget/BRAND.js" async></script>.
// It draws in a shadow tree and over the page, so nothing of the page moves or is restyled, reads nothing but
// the page's address and language, and loads the chat itself (a frame from our own origin) when it is pressed.
(() => {
  const said = __SETTINGS__;
  const source = document.currentScript?.src;
  if (!source || window.customElements.get("keepword-chat-button")) return;
  const origin = new URL(source).origin;
  const language = document.documentElement.lang;

  const style = `
    :host { all: initial; position: fixed; z-index: 2147483000; inset-block-end: 1rem; inset-inline-end: 1rem; contain: layout style; }
    button { display: flex; align-items: center; gap: .5rem; min-block-size: 3rem; padding-inline: 1.1rem; border: 0; border-radius: 99rem;
      background: ${said.colours[0]}; color: ${said.colours[1]}; font: 600 1rem/1.2 system-ui, sans-serif; cursor: pointer;
      box-shadow: 0 2px 12px rgb(0 0 0 / .25); }
    button:focus-visible { outline: 3px solid ${said.colours[0]}; outline-offset: 3px; }
    svg { inline-size: 1.35rem; block-size: 1.35rem; }
    b { min-inline-size: 1.3rem; padding: .1rem .35rem; border-radius: 99rem; background: ${said.colours[1]}; color: ${said.colours[0]}; font-size: .8rem; text-align: center; }
    b:empty { display: none; }
    iframe { display: none; position: fixed; inset-block-end: 5rem; inset-inline-end: 1rem; inline-size: min(24rem, 100vw - 2rem);
      block-size: min(38rem, 100dvh - 6.5rem); border: 0; border-radius: .75rem; background: Canvas; color-scheme: normal; box-shadow: 0 6px 40px rgb(0 0 0 / .3); }
    :host([data-open]) iframe { display: block; }
    @media (width < 30rem), (height < 30rem) {
      iframe { inset: 0 0 auto 0; inline-size: 100vw; block-size: 100dvh; border-radius: 0; }
      :host([data-open]) button { display: none; }
    }`;

  class ChatButton extends HTMLElement {
    #root = this.attachShadow({ mode: "open" });
    #button = document.createElement("button");
    #count = document.createElement("b");
    #frame;
    #isLoaded = false;

    connectedCallback() {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      this.#root.adoptedStyleSheets = [sheet];
      this.#button.type = "button";
      this.#button.innerHTML = "";
      this.#button.append(this.#picture(), said.open, this.#count);
      this.#button.setAttribute("aria-haspopup", "dialog");
      this.#root.append(this.#button);
      this.#button.addEventListener("click", () => this.#toggle());
      this.#label();
      window.addEventListener("message", this);
      if (location.hash === "#keepword-chat") this.#toggle();
    }

    disconnectedCallback() {
      window.removeEventListener("message", this);
    }

    // The frame says two things only: "close me", and how many words nobody has seen.
    handleEvent(event) {
      if (!this.#frame || event.source !== this.#frame.contentWindow || event.origin !== origin) return;
      if (event.data?.keepword === "close" && this.#isOpen) this.#toggle();
      if (event.data?.keepword === "unseen") this.#count.textContent = Number(event.data.count) || "";
    }

    get #isOpen() {
      return this.hasAttribute("data-open");
    }

    #toggle() {
      this.toggleAttribute("data-open");
      if (!this.#frame) this.#load();
      this.#label();
      if (this.#isLoaded) this.#frame.contentWindow.postMessage({ keepword: this.#isOpen ? "shown" : "hidden" }, origin);
      (this.#isOpen ? this.#frame : this.#button).focus();
    }

    #label() {
      this.#button.setAttribute("aria-expanded", String(this.#isOpen));
      this.#button.setAttribute("aria-label", this.#isOpen ? said.close : said.label);
    }

    #load() {
      this.#frame = document.createElement("iframe");
      this.#frame.title = said.label;
      const page = encodeURIComponent(location.origin + location.pathname);
      const asked = language ? `?language=${encodeURIComponent(language)}` : "";
      this.#frame.src = `${origin}${said.path}${asked}#page=${page}`;
      this.#frame.addEventListener("load", () => { this.#isLoaded = true; this.#frame.focus(); });
      this.#root.append(this.#frame);
    }

    #picture() {
      const box = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      box.setAttribute("viewBox", "0 0 24 24");
      box.setAttribute("aria-hidden", "true");
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("fill", "currentColor");
      path.setAttribute("d", "M4 3h16a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Z");
      box.append(path);
      return box;
    }
  }

  customElements.define("keepword-chat-button", ChatButton);
  const place = () => document.body.append(document.createElement("keepword-chat-button"));
  if (document.body) place();
  else document.addEventListener("DOMContentLoaded", place);
})();
