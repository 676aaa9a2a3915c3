// What a keyboard must reach: everything on the page that is seen and can be used, a group of radio buttons once. From
// here on `window.reached` keeps what took the focus, `window.unmarked` what took it without looking any different, and
// `window.unseen` what took it outside of the window. Gives how many there are.
() => {
  const marks = (style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  const isFolded = (element) => {
    const fold = element.closest("details:not([open])");
    if (!fold) return false;
    return !(element.parentElement === fold && element.tagName === "SUMMARY" && !fold.parentElement.closest("details:not([open])"));
  };
  const groups = new Set();
  const isAgain = (element) => {
    if (element.type !== "radio") return false;
    const group = `${element.form?.action} ${element.name}`;
    return groups.has(group) || !groups.add(group);
  };
  const usable = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]";
  window.wanted = [...document.querySelectorAll(usable)].filter((element) => {
    if (element.matches('[tabindex="-1"], :disabled, input[type=hidden]') || element.closest("[inert], [hidden]")) return false;
    const box = element.getBoundingClientRect();
    if (isFolded(element) || !box.width || !box.height || !element.checkVisibility({ visibilityProperty: true })) return false;
    return !isAgain(element);
  });
  window.reached = new Set();
  window.unmarked = new Set();
  window.unseen = new Set();
  document.addEventListener("focusin", ({ target }) => {
    window.reached.add(target);
    let around = target.parentElement;
    let isMarked = marks(getComputedStyle(target));
    for (let steps = 0; !isMarked && around && steps < 4; steps += 1, around = around.parentElement) {
      isMarked = around.matches(":focus-within") && marks(getComputedStyle(around));
    }
    if (!isMarked) window.unmarked.add(target);
    const box = target.getBoundingClientRect();
    if (box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth) window.unseen.add(target);
  }, true);
  return window.wanted.length;
}
