// hx-swap="calm": an answer to a small form refreshes the live parts of the conversation and leaves the composer alone.
import { refreshFrom } from "./refreshing.js";

function define() {
  window.htmx.defineExtension("calm", {
    isInlineSwap: (style) => style === "calm",
    handleSwap(style, target, fragment) {
      if (style !== "calm") return false;
      const refusal = fragment.querySelector("[data-refusal]");
      if (refusal) document.dispatchEvent(new CustomEvent("keepword:refused", { detail: refusal.textContent }));
      refreshFrom(fragment);
      return [];
    },
  });
}

// What was chosen closes its menu. Another one that was opened while the answer was on its way stays.
function closeMenuOf(event) {
  const { elt, verb } = event.detail.requestConfig ?? {};
  const menu = verb === "post" && event.detail.shouldSwap && elt?.closest("details.menu");
  if (menu) menu.open = false;
}

document.addEventListener("htmx:beforeSwap", closeMenuOf);

if (window.htmx) define();
