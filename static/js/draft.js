// The draft of a milestone: what is typed is saved while it is written, and a file that is too large or of another kind is named
// before it is sent. Without this file the button saves, and the portal says the same about files afterwards.
const place = document.querySelector("[data-draft]");
const form = place.closest("form");
const told = place.dataset;
const [shown, spoken] = place.children;
const PAUSE = 2500, LONGEST = 15000, AGAIN = 8000, QUIET = 60000;

let stopped = !told.draft; // nothing is saved by itself any more
let unsaved = false; // typed since the last body was made
let body = null; // sent, and not answered yet: after a lost answer the very same is sent again
let busy = false, pressed = null, leaving = false, timer, since, last = "", heard = 0;

const fill = (text, name, value) => text.replace(`{${name}}`, () => value);

// Seen at once; read out when it says something else than before, and of the same kind once a minute at most.
function say(text, kind) {
  place.hidden = false;
  shown.textContent = text;
  if (kind !== last || Date.now() - heard > QUIET) {
    spoken.textContent = text;
    heard = Date.now();
  }
  last = kind;
}

function later(pause) {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

function stop(text) {
  stopped = unsaved = true;
  body = null;
  say(text, text);
}

async function save() {
  clearTimeout(timer);
  if (stopped || busy || !(body || unsaved)) return;
  if (!body) {
    body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    unsaved = false;
    since = 0;
  }
  busy = true;
  let answer, result;
  try {
    answer = await fetch(told.draft, { method: "POST", body });
    result = answer.headers.get("Content-Type").startsWith("application/json") ? await answer.json() : null;
  } catch {
    answer = null;
  }
  busy = false;
  heed(answer, result);
  if (pressed !== null) form.requestSubmit(pressed || undefined);
}

function heed(answer, result) {
  if (!answer || answer.status >= 500) {
    say(`${told.waits}: ${told.away}`, "away");
    later(AGAIN);
  } else if (!result) {
    stop(fill(told.failed, "why", answer.redirected ? told.ended : told.refused));
  } else if (answer.ok) {
    body = null;
    form.elements.form_key.value = result.key;
    form.elements.row_version.value = result.version;
    if (unsaved) later(PAUSE);
    else say(fill(told.saved, "at", result.at), "saved");
  } else if (answer.status === 422) {
    body = null;
    unsaved = true;
    say(fill(told.failed, "why", result.sentence), result.sentence);
  } else {
    stop(fill(told.failed, "why", result.sentence));
  }
}

function check(field) {
  const most = told.most * 1024 * 1024, kinds = field.accept.split(","), left = new DataTransfer(), refused = [];
  for (const file of field.files) {
    if (file.size > most) refused.push(fill(told.large, "name", file.name));
    else if (!kinds.includes(`.${file.name.split(".").pop().toLowerCase()}`)) refused.push(fill(fill(told.kind, "kinds", field.accept), "name", file.name));
    else left.items.add(file);
  }
  if (refused.length) field.files = left.files;
  let words = field.parentNode.querySelector("[role=alert]");
  if (!words) {
    words = document.createElement("div");
    words.className = "invalid-feedback";
    words.setAttribute("role", "alert");
    field.after(words);
  }
  field.classList.toggle("is-invalid", refused.length > 0);
  words.textContent = refused.join(" ");
}

form.addEventListener("input", ({ target }) => {
  if (target.type === "file") return check(target);
  unsaved = true;
  if (stopped) return;
  since ||= Date.now();
  if (!busy && !body) {
    say(told.waits, "waits");
    later(Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
  }
});

form.addEventListener("submit", (event) => {
  if (busy) {
    // The answer brings the key and the version with which the form is sent.
    event.preventDefault();
    pressed = event.submitter || "";
    return;
  }
  clearTimeout(timer);
  stopped = leaving = true;
});

const chosen = () => [...form.querySelectorAll("[type=file]")].some((field) => field.files.length);

addEventListener("online", () => body && save());
addEventListener("beforeunload", (event) => {
  if (!leaving && (unsaved || body || chosen())) event.preventDefault();
});

// Going back, a browser fills in what was typed, and would fill in a key and a version that were used up.
for (const name of ["form_key", "row_version"]) form.elements[name].autocomplete = "off";
