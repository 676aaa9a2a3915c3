// What stands in a long form when a session ends is there again after signing in: a form that was left on purpose is
// not. Kept in this browser, for one agent and a day; never a password, a secret or a file.
const PREFIX = "keepword-form-";
const TAB = "keepword-tab";
const A_DAY = 86_400_000;
const LARGEST = 200_000; // characters
const PAUSE = 400; // ms
const NEVER = ":is([type=password], [type=hidden], [type=file], [data-secret], [autocomplete=one-time-code])";
const waiting = new WeakMap();

const agent = () => document.querySelector("live-stream")?.dataset.agent ?? "";
const forms = () => [...document.querySelectorAll("#work form.form[method=post]:not(draft-keeper form)")];
const fields = (form) => [...form.elements].filter((one) => one.name && one.matches("input, select, textarea") && !one.matches(NEVER));
const place = (form) => `${PREFIX}${agent()}-${location.pathname}-${forms().indexOf(form)}`;
const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
const stateOf = (one) => (one.matches("[type=checkbox], [type=radio]") ? one.checked : one.matches("select[multiple]") ? [...one.selectedOptions].map((option) => option.value) : one.value);

function tab() {
  const known = sessionStorage.getItem(TAB) ?? Math.random().toString(36).slice(2);
  sessionStorage.setItem(TAB, known);
  return known;
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, kept) {
  const text = JSON.stringify(kept);
  if (text.length <= LARGEST) localStorage.setItem(key, text);
}

function keep(form, { isSent }) {
  const said = fields(form).map((one) => [one.name, one.type === "radio" || one.type === "checkbox" ? one.value : "", stateOf(one)]);
  write(place(form), { at: Date.now(), tab: tab(), isSent, said });
}

function put(one, state) {
  if (one.matches("[type=checkbox], [type=radio]")) one.checked = state;
  else if (Array.isArray(state)) for (const option of one.options ?? []) option.selected = state.includes(option.value);
  else one.value = state;
}

// The nth of a name is the nth: rows of a form that grows have fields of one name.
function bringBack(form, said) {
  const left = fields(form);
  let isOther = false;
  for (const [name, value, state] of said) {
    const at = left.findIndex((one) => one.name === name && (!value || one.value === value));
    const [one] = at < 0 ? [] : left.splice(at, 1);
    if (!one || JSON.stringify(stateOf(one)) === JSON.stringify(state)) continue;
    put(one, state);
    for (let fold = one.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    isOther = true;
  }
  return isOther;
}

// At the door: the session of every form that was not taken has ended.
function markAll() {
  for (const key of keys()) {
    const kept = read(key);
    if (kept && Date.now() - kept.at < A_DAY) write(key, { ...kept, isSent: false, isOut: true });
    else localStorage.removeItem(key);
  }
}

// Inside: what this browser sent was taken, or stands on this page with what is wrong; what this tab left, it left.
function tidy(here) {
  for (const key of keys()) {
    const kept = read(key);
    const isOver = !kept || Date.now() - kept.at >= A_DAY || (!kept.isOut && (kept.isSent || kept.tab === tab() || here.has(key)));
    if (isOver) localStorage.removeItem(key);
  }
}

function begin() {
  if (!document.querySelector("live-stream")) {
    if (document.querySelector("[data-door]")) markAll();
    return;
  }
  const here = new Map(forms().map((form) => [place(form), form]));
  tidy(here);
  let isBack = false;
  for (const [key, form] of here) {
    const kept = read(key);
    if (!kept?.isOut) continue;
    isBack = bringBack(form, kept.said) || isBack;
    localStorage.removeItem(key);
    if (isBack) keep(form, { isSent: false });
  }
  const words = document.querySelector("#status-line")?.dataset.typed ?? "";
  if (isBack) setTimeout(() => document.dispatchEvent(new CustomEvent("keepword:refused", { detail: words })));
}

function typed({ target }) {
  const form = target.form;
  if (!form || !forms().includes(form) || target.matches(NEVER)) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => keep(form, { isSent: false }), PAUSE));
}

function sent({ target }) {
  if (!forms().includes(target)) return;
  clearTimeout(waiting.get(target));
  keep(target, { isSent: true });
}

document.addEventListener("input", typed);
document.addEventListener("change", typed);
document.addEventListener("submit", sent);
begin();
