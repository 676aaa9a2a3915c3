// <chat-desk data-from data-asks data-loud>: what rings and the chats that run, on every page. It asks for itself once
// the page is there, says what changed to whoever listens, sounds softly where that is wanted, and leads to the next chat.
import { changes, snapshot } from "./chat-speaking.js";
import { refreshAddress } from "./refreshing.js";

const NOTES = [659, 880]; // Hz: two soft tones, a fourth apart
const READ_IN = 20000; // milliseconds in which "somebody else has it" was read

class ChatDesk extends HTMLElement {
  #before;
  #wasHeld = false;
  #timers = new Map();
  #onChange = () => this.#look();

  connectedCallback() {
    document.addEventListener("keepword:refreshed", this.#onChange);
    document.addEventListener("htmx:afterSettle", this.#onChange);
    document.addEventListener("focusin", this);
    if ("asks" in this.dataset) refreshAddress(this.dataset.from).catch(() => {});
  }

  disconnectedCallback() {
    document.removeEventListener("keepword:refreshed", this.#onChange);
    document.removeEventListener("htmx:afterSettle", this.#onChange);
    document.removeEventListener("focusin", this);
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  handleEvent(event) {
    this.#wasHeld = this.contains(event.target);
  }

  #look() {
    const open = document.querySelector("#conversation [data-live^='conversation-']")?.dataset.live.split("-")[1];
    this.#lead(open);
    this.#hold();
    this.#letGo();
    if (!("rings" in this.dataset)) return; // it was not asked for yet
    const now = snapshot(this);
    const said = changes(this.#before, now, this.dataset, open);
    const isNew = [...now.rings.keys()].some((one) => !this.#before?.rings.has(one));
    this.#before = now;
    if (said.length) this.querySelector("[data-said]").replaceChildren(said.join(" ")); // new, so that it is heard twice
    if (isNew && "loud" in this.dataset) this.#sound();
  }

  // The key L goes to the chat after the one that is open, and from the last one to the first.
  #lead(open) {
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

  // What had the focus may have gone with what a colleague took: then it is on the next one, or on the strip.
  #hold() {
    if (!this.#wasHeld || document.activeElement !== document.body) return;
    (this.querySelector(".chat-ring button, .chat-tab") ?? this).focus();
  }

  #letGo() {
    for (const line of this.querySelectorAll("[data-gone]")) {
      if (this.#timers.has(line.id)) continue;
      const remove = () => { document.getElementById(line.id)?.remove(); this.#timers.delete(line.id); };
      this.#timers.set(line.id, setTimeout(remove, READ_IN));
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
