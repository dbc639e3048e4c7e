// A return saves itself: each field is stored as it is left, with the version that was seen. What somebody else stored meanwhile is shown
// beside it, and nothing that was typed is taken away. Without scripts the button at the end stores all changed fields.
"use strict";

(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const key = form.elements.namedItem("form_key").value;
  const told = form.querySelector("[data-saved]");
  const queue = new Map();
  let busy = false;

  const inputs = (field) => [...field.querySelectorAll("input:not([type=hidden]), select, textarea")];
  const textOf = (field) => {
    const all = inputs(field);
    if (all[0]?.type === "radio" || all[0]?.type === "checkbox") {
      return all.filter((input) => input.checked).map((input) => input.value).join(";");
    }
    return all[0]?.value ?? "";
  };

  function say(field, words, theirs) {
    const place = field.querySelector(".error");
    place.replaceChildren();
    field.classList.toggle("wrong", Boolean(words));
    inputs(field).forEach((input) => (words ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid")));
    for (const text of [words, theirs].filter(Boolean)) {
      const line = document.createElement("p");
      line.textContent = text;
      place.append(line);
    }
  }

  async function store(field) {
    const body = new URLSearchParams({
      form_key: key,
      field: field.dataset.field,
      text: textOf(field),
      seen: field.dataset.version,
    });
    const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { accept: "application/json" } });
    const kind = answer.headers.get("content-type") ?? "";
    if (!kind.includes("json") || ![200, 409, 422].includes(answer.status)) throw new Error(String(answer.status));
    const outcome = await answer.json();
    if (answer.ok) {
      field.dataset.version = outcome.version;
      field.querySelector('input[name^="seen:"]').value = outcome.version;
      say(field, "");
      told.textContent = `${outcome.says} ${new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })}`;
    } else if (outcome.says) {
      say(field, outcome.says, outcome.theirs);
    }
  }

  async function work() {
    if (busy) return;
    busy = true;
    while (queue.size > 0) {
      const [name, field] = queue.entries().next().value;
      queue.delete(name);
      try {
        await store(field);
      } catch {
        // No connection, or signed out: the text stays, and the next change or the button stores it.
        queue.clear();
        field.dataset.waiting = "yes";
        break;
      }
    }
    busy = false;
  }

  form.addEventListener("change", (event) => {
    const field = event.target.closest("[data-field]");
    if (!field) return;
    queue.set(field.dataset.field, field);
    form.querySelectorAll("[data-waiting]").forEach((waiting) => {
      delete waiting.dataset.waiting;
      queue.set(waiting.dataset.field, waiting);
    });
    work();
  });
})();
