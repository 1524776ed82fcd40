// The first answers while a need is typed. Comfort only: without this file, the button searches.
// Enter searches (Shift and Enter begin a line); the arrows walk the answers, Escape folds them.
const FEWEST_CHARACTERS = 12;
const field = document.querySelector("[data-instant]");
const panel = field && document.getElementById("instant");
const answers = panel && panel.querySelector("#instant_answers");

function say(state) {
  for (const notice of panel.querySelectorAll("[data-state]")) notice.hidden = notice.dataset.state !== state;
}

function fold() {
  window.htmx.trigger(field, "htmx:abort");
  answers.replaceChildren();
  document.getElementById("instant_told").textContent = "";
  say("");
}

function walk(event, step) {
  const links = [...answers.querySelectorAll("a")];
  const next = links.indexOf(document.activeElement) + step;
  if (!links.length || next >= links.length) return;
  event.preventDefault();
  (next < 0 ? field : links[next]).focus();
}

if (field) {
  field.addEventListener("htmx:beforeRequest", (event) => {
    if (field.value.trim().length < FEWEST_CHARACTERS) {
      event.preventDefault();
      fold();
    } else {
      say("wait");
    }
  });
  answers.addEventListener("htmx:afterSwap", () => say(""));
  field.addEventListener("htmx:sendError", () => say("offline"));
  field.addEventListener("htmx:timeout", () => say("fault"));
  field.addEventListener("htmx:responseError", (event) => say(event.detail.xhr.status === 429 ? "busy" : "fault"));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      field.form.requestSubmit();
    } else if (event.key === "Escape") {
      fold();
    } else if (event.key === "ArrowDown" && field.selectionEnd === field.value.length) {
      walk(event, 1);
    }
  });
  answers.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") walk(event, 1);
    else if (event.key === "ArrowUp") walk(event, -1);
    else if (event.key === "Escape") {
      fold();
      field.focus();
    }
  });
}
