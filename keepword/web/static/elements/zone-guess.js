// <zone-guess> around the choice of a time zone that nobody has made yet: proposes the one of this computer.
class ZoneGuess extends HTMLElement {
  connectedCallback() {
    const choice = this.querySelector("select");
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (choice?.value === "UTC" && choice.querySelector(`option[value="${CSS.escape(here)}"]`)) choice.value = here;
  }
}

customElements.define("zone-guess", ZoneGuess);
