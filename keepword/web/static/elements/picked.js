// What was found by <pick-more> stands among what can be chosen from now on, as if it had been there.

/** A ticked box for it, which can be taken away again. */
export function tick(finder, value, name) {
  const field = finder.dataset.name;
  const known = finder.parentElement.querySelector(
    `input[type=checkbox][name="${CSS.escape(field)}"][value="${CSS.escape(value)}"]`,
  );
  const box = known ?? Object.assign(document.createElement("input"), { type: "checkbox", name: field, value });
  if (!known) {
    const label = Object.assign(document.createElement("label"), { className: "choice" });
    label.append(box, Object.assign(document.createElement("span"), { dir: "auto", textContent: name }));
    finder.before(label);
    finder.append(Object.assign(document.createElement("input"), { type: "hidden", name: `${field}-shown`, value }));
  }
  box.checked = true;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

/** A line of the menu, under the words of its group, and chosen. */
export function select(finder, value, name, group) {
  const menu = finder.parentElement.querySelector(`select[name="${CSS.escape(finder.dataset.name)}"]`);
  if (![...menu.options].some((one) => one.value === value)) grouped(menu, group).append(new Option(name, value));
  menu.value = value;
  menu.dispatchEvent(new Event("change", { bubbles: true }));
}

function grouped(menu, words) {
  if (!words) return menu;
  const known = [...menu.querySelectorAll("optgroup")].find((one) => one.label === words);
  return known ?? menu.appendChild(Object.assign(document.createElement("optgroup"), { label: words }));
}
