// In a live chat Enter sends and Shift+Enter begins a line. Whoever writes on while one line is on its way loses
// nothing: the field keeps the caret, and what was typed meanwhile stands in the next one.
const KEPT = "keepword-enter-sends";

let flying; // the words that are on their way
let isAway = false; // and the field is empty for the next ones
let goesOn = false; // Enter was pressed again meanwhile

function enterSends() {
  return localStorage.getItem(KEPT) !== "off";
}

function fieldOf(target) {
  return target instanceof HTMLTextAreaElement && target.id === "reply-text" && target.closest(".live-chat") ? target : null;
}

function send(field) {
  const words = field.value;
  if (!words.trim() && !field.form.querySelector(".enclosed li")) return;
  field.form.querySelector("[data-sends]").click();
  flying = words;
  isAway = false;
  setTimeout(() => {
    if (flying === undefined) return; // without a connection it has failed by now: the words stay
    isAway = true;
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true })); // whoever sees "is writing" sees that it is over
    field.focus(); // else the next key would be one of the desk's
  });
}

function onKey(event) {
  const field = fieldOf(event.target);
  if (!field || event.key !== "Enter" || event.isComposing || event.defaultPrevented || !enterSends()) return;
  if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  if (flying === undefined) send(field);
  else goesOn = true;
}

function isReply(event) {
  return flying !== undefined && event.detail.requestConfig?.elt?.id === "reply-form";
}

let typed = "";

function remember(event) {
  if (isReply(event)) typed = document.getElementById("reply-text")?.value ?? "";
}

function writeOn(event) {
  if (!isReply(event)) return;
  const field = document.querySelector(".live-chat #reply-text");
  const next = goesOn;
  flying = undefined;
  goesOn = false;
  if (!field) return;
  if (typed) field.value = field.value ? `${field.value}\n${typed}` : typed;
  typed = "";
  field.focus();
  if (next && !document.querySelector("#composer .error")) send(field);
}

// It did not go through: the words stand where they were.
function putBack(event) {
  if (!isReply(event)) return;
  const field = document.getElementById("reply-text");
  if (field && isAway) field.value = [flying, field.value].filter(Boolean).join("\n");
  flying = undefined;
  goesOn = false;
}

document.addEventListener("keydown", onKey);
document.addEventListener("htmx:beforeSwap", remember);
document.addEventListener("htmx:afterSwap", writeOn);
document.addEventListener("htmx:sendError", putBack);
document.addEventListener("htmx:responseError", putBack);

// <enter-switch> around a checkbox: whether Enter sends, kept in this browser.
class EnterSwitch extends HTMLElement {
  connectedCallback() {
    this.querySelector("input").checked = enterSends();
    this.addEventListener("change", this);
  }

  handleEvent() {
    localStorage.setItem(KEPT, this.querySelector("input").checked ? "on" : "off");
  }
}

customElements.define("enter-switch", EnterSwitch);
