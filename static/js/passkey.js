// Passkeys: the browser is asked, its answer goes into the form's hidden field and the form is sent.
// Without this file the button stays off, and the page says so.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

// What the server wrote as text, as the browser wants it.
function read(options) {
  const key = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
  if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (key[list]) key[list] = key[list].map((entry) => ({ ...entry, id: bytes(entry.id) }));
  }
  return { publicKey: key };
}

// What the browser answered, as text.
function written(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return JSON.stringify({
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

const form = document.querySelector("form[data-passkey]");

if (form && window.PublicKeyCredential) {
  const button = form.querySelector("button");
  const failed = form.querySelector("[data-passkey-failed]");
  const options = read(JSON.parse(document.getElementById("passkey-options").textContent));
  form.querySelector("[data-passkey-off]").hidden = true;
  button.disabled = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = failed.hidden = true;
    try {
      form.elements.credential.value = written(await navigator.credentials[form.dataset.passkey](options));
      form.submit();
    } catch {
      failed.hidden = button.disabled = false;
    }
  });
}
