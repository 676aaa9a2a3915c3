// <passkey-form act="create | get" options="address" failed="words" hidden> around a form with the fields `ticket` and
// `response`: asks the browser for a passkey when the form is sent. Where there are none it stays hidden.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));

const letters = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const named = (one) => ({ ...one, id: bytes(one.id) });

const readable = (options) => {
  const made = { ...options, challenge: bytes(options.challenge) };
  if (options.user) made.user = named(options.user);
  if (options.excludeCredentials) made.excludeCredentials = options.excludeCredentials.map(named);
  if (options.allowCredentials) made.allowCredentials = options.allowCredentials.map(named);
  return made;
};

const written = (credential) => {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = letters(credential.response[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: credential.id, type: credential.type, response });
};

class PasskeyForm extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) return;
    this.hidden = false;
    this.addEventListener("submit", this);
  }

  disconnectedCallback() {
    this.removeEventListener("submit", this);
  }

  handleEvent(event) {
    event.preventDefault();
    this.ask(event.target).catch((error) => this.say(error));
  }

  async ask(form) {
    const answer = await fetch(this.getAttribute("options"), { headers: { Accept: "application/json" } });
    if (answer.redirected || !answer.ok) return location.reload();
    const { options, ticket } = await answer.json();
    const credential = await navigator.credentials[this.getAttribute("act")]({ publicKey: readable(options) });
    form.elements.ticket.value = ticket;
    form.elements.response.value = written(credential);
    form.submit();
  }

  say(error) {
    console.info(error.name);
    const line = this.querySelector("[role=status]");
    line.hidden = false;
    line.textContent = this.getAttribute("failed");
  }
}

customElements.define("passkey-form", PasskeyForm);
