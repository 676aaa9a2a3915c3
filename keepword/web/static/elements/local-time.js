// <local-time datetime="2026-11-21T18:00:00Z" data-style="clock|day|date|moment|since">: the same moment in the reader's
// language and time zone. The page already says it in words; this keeps "5 min" true while the page stays open. On
// hover it is whole, and within [data-their-zone][data-their-place] it is said for the customer's clock as well.
const STYLES = {
  clock: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day: { day: "numeric", month: "short" },
  date: { day: "numeric", month: "short", year: "numeric" },
  moment: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  full: { dateStyle: "full", timeStyle: "short" },
};
const WITH_DAY = ["day", "moment"];
const FAR = 300 * 86400000; // from there on the year is said too, as the server does
const STEPS = [[86400, "day"], [3600, "hour"], [60, "minute"]];

function zone() {
  return document.documentElement.dataset.timeZone || undefined;
}

// "" where this browser knows no such zone: its tables may be older or newer than the server's.
function format(moment, style, timeZone = zone()) {
  const isFar = WITH_DAY.includes(style) && Math.abs(Date.now() - moment) > FAR;
  const options = { ...STYLES[style], ...(isFar && { year: "numeric" }), timeZone };
  try {
    return new Intl.DateTimeFormat(document.documentElement.lang, options).format(moment);
  } catch {
    return "";
  }
}

function since(moment) {
  const seconds = (Date.now() - moment) / 1000;
  const language = document.documentElement.lang;
  const step = STEPS.find(([size]) => seconds >= size);
  if (!step) return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(0, "second");
  const [length, unit] = step;
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(Math.floor(seconds / length));
}

class LocalTime extends HTMLElement {
  #timer;
  #hover = "";

  static observedAttributes = ["datetime"];

  attributeChangedCallback() {
    if (this.isConnected) this.#show();
  }

  connectedCallback() {
    this.#show();
    if (this.dataset.style === "since") this.#timer = setInterval(() => this.#show(), 30000);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #show() {
    const moment = new Date(this.getAttribute("datetime"));
    if (Number.isNaN(moment.valueOf())) return;
    const style = this.dataset.style || "clock";
    const words = style === "since" ? since(moment) : format(moment, style);
    if (words && this.textContent !== words) this.textContent = words;
    if (this.title !== this.#hover) return; // the page gave it a title of its own
    this.#hover = this.#whole(moment);
    if (this.#hover) this.title = this.#hover;
  }

  #whole(moment) {
    const { theirZone, theirPlace } = this.closest("[data-their-zone]")?.dataset ?? {};
    const theirs = theirZone && format(moment, "full", theirZone);
    return [format(moment, "full"), theirs && `${theirPlace}: ${theirs}`].filter(Boolean).join("\n");
  }
}

customElements.define("local-time", LocalTime);
