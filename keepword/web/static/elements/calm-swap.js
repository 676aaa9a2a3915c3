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
      for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
      return [];
    },
  });
}

if (window.htmx) define();
