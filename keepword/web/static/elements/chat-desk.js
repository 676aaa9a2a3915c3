// <chat-desk data-from data-asks data-loud>: what rings and the chats that run, on every page. It asks for itself once
// the page is there, says a new ring to whoever listens, sounds softly where that is wanted, and leads to the next chat.
import { refreshAddress } from "./refreshing.js";

const NOTES = [659, 880]; // Hz: two soft tones, a fourth apart

class ChatDesk extends HTMLElement {
  #known = new Set();
  #onChange = () => this.#look();

  connectedCallback() {
    document.addEventListener("keepword:refreshed", this.#onChange);
    document.addEventListener("htmx:afterSettle", this.#onChange);
    if ("asks" in this.dataset) refreshAddress(this.dataset.from).catch(() => {});
  }

  disconnectedCallback() {
    document.removeEventListener("keepword:refreshed", this.#onChange);
    document.removeEventListener("htmx:afterSettle", this.#onChange);
  }

  #look() {
    this.#lead();
    const rings = [...this.querySelectorAll("[data-ring]")];
    const fresh = rings.filter((one) => !this.#known.has(one.dataset.ring));
    this.#known = new Set(rings.map((one) => one.dataset.ring));
    if (!fresh.length) return;
    const words = fresh.map((one) => this.dataset.rings.replace("{name}", one.dataset.name));
    this.querySelector("[data-said]").textContent = words.join(" ");
    if ("loud" in this.dataset) this.#sound();
  }

  // The key L goes to the chat after the one that is open, and from the last one to the first.
  #lead() {
    const open = document.querySelector("#conversation [data-live^='conversation-']")?.dataset.live.split("-")[1];
    const tabs = [...this.querySelectorAll(".chat-tab")];
    const here = tabs.findIndex((one) => one.dataset.conversation === open);
    for (const [place, tab] of tabs.entries()) {
      if (place === here) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
      if (tabs.length > 1 && place === (here + 1) % tabs.length) tab.dataset.key = "l";
      else if (tabs.length === 1 && here === -1) tab.dataset.key = "l";
      else delete tab.dataset.key;
    }
  }

  // A browser lets nothing sound before the page was touched: then the bar alone says it.
  #sound() {
    if (!navigator.userActivation?.hasBeenActive) return;
    const air = new AudioContext();
    const volume = new GainNode(air, { gain: 0.06 });
    volume.connect(air.destination);
    for (const [place, frequency] of NOTES.entries()) {
      const tone = new OscillatorNode(air, { frequency });
      tone.connect(volume);
      tone.start(air.currentTime + place * 0.18);
      tone.stop(air.currentTime + place * 0.18 + 0.16);
      if (place === NOTES.length - 1) tone.onended = () => air.close();
    }
  }
}

customElements.define("chat-desk", ChatDesk);
