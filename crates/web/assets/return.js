// A return saves itself: each field is stored as it is left, with the version that was seen. What somebody else stored meanwhile is shown
// beside it, and nothing that was typed is taken away: what could not be sent stays on the page, outlives a reload, and is sent again.
// Without scripts the button at the end stores all changed fields.
"use strict";

(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  history.scrollRestoration = "auto";
  const key = form.elements.namedItem("form_key").value;
  const told = form.querySelector("[data-saved]");
  const keep = `return ${form.dataset.autosave}`;
  const queue = new Map();
  let busy = false;
  let leaving = false;
  // Why the last field was not taken, until one is.
  let reason;

  const inputs = (field) => [...field.querySelectorAll("input:not([type=hidden]), select, textarea")];
  const textOf = (field) => {
    const all = inputs(field);
    if (all[0]?.type === "radio" || all[0]?.type === "checkbox") {
      return all.filter((input) => input.checked).map((input) => input.value).join(";");
    }
    return all[0]?.value ?? "";
  };
  const fill = (field, text) => {
    const taken = text.split(";");
    for (const input of inputs(field)) {
      if (input.type === "radio" || input.type === "checkbox") input.checked = taken.includes(input.value);
      else input.value = text;
    }
  };
  const see = (field, version) => {
    field.dataset.version = version;
    field.querySelector('input[name^="seen:"]').value = version;
  };

  // What is not sent yet, for this tab alone: it is there again after a reload, and gone once it is stored.
  function remember() {
    const unstored = [...form.querySelectorAll("[data-waiting], [data-typing]")];
    const texts = unstored.map((field) => [field.dataset.field, textOf(field), field.dataset.version]);
    try {
      if (texts.length > 0) sessionStorage.setItem(keep, JSON.stringify(texts));
      else sessionStorage.removeItem(keep);
    } catch {
      // A browser that keeps nothing still has the texts on the page.
    }
    const waiting = form.querySelectorAll("[data-waiting]").length;
    if (waiting > 0) tell(waiting);
  }

  // Explanations that are being typed: they are sent by their own button, and are there again after signing in anew.
  const explained = `${keep} explanations`;
  const areas = () => [...form.querySelectorAll('textarea[name^="explain:"]')];
  function rememberExplanations() {
    const texts = areas().filter((area) => area.value !== area.defaultValue).map((area) => [area.name, area.value]);
    try {
      if (texts.length > 0) sessionStorage.setItem(explained, JSON.stringify(texts));
      else sessionStorage.removeItem(explained);
    } catch {
      // A browser that keeps nothing still has the texts on the page.
    }
  }
  function fillExplanations() {
    let texts = [];
    try {
      texts = JSON.parse(sessionStorage.getItem(explained) ?? "[]");
    } catch {
      // Nothing was kept.
    }
    for (const [name, text] of texts) {
      const area = areas().find((it) => it.name === name);
      if (!area || area.value === text) continue;
      area.value = text;
      for (let fold = area.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    }
    // What is stored by now, or asked no more, is kept no longer.
    rememberExplanations();
  }

  const digits = (number) => {
    const thai = document.documentElement.dataset.digits === "thai";
    return String(number).replace(/\d/g, (digit) => (thai ? "๐๑๒๓๔๕๖๗๘๙"[digit] : digit));
  };

  // Why nothing was taken, how much waits, and the way to sign in again where the session has ended.
  function tell(count) {
    told.textContent = [reason?.words, (form.dataset.unsent ?? "").replace("{count}", digits(count))].filter(Boolean).join(" · ");
    if (reason?.status !== 401) return;
    const login = document.createElement("a");
    login.href = `/login?next=${encodeURIComponent(location.pathname + location.search)}`;
    login.textContent = form.dataset.login;
    // What waits is kept for this tab and is there again after signing in.
    login.addEventListener("click", () => { leaving = true; });
    told.append(" ", login);
  }

  function say(field, words, theirs) {
    const place = field.querySelector(".error");
    place.replaceChildren();
    field.classList.toggle("wrong", Boolean(words));
    inputs(field).forEach((input) => (words ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid")));
    if (!words) return;
    const line = document.createElement("p");
    line.textContent = words;
    place.append(line);
    if (theirs === undefined || theirs === null) return;
    const other = document.createElement("p");
    const quote = document.createElement("q");
    const take = document.createElement("button");
    quote.textContent = theirs;
    take.type = "button";
    take.className = "button small";
    take.textContent = form.dataset.take;
    take.addEventListener("click", () => {
      fill(field, theirs);
      say(field, "");
      inputs(field)[0]?.focus();
    });
    other.className = "theirs";
    other.append(quote, " ", take);
    place.append(other);
  }

  // Where the items stand now, and how many are answered.
  function stand(outcome) {
    for (const [id, parts] of Object.entries(outcome.items ?? {})) {
      const item = document.getElementById(id);
      const put = (place, html) => { if (place && place.innerHTML.trim() !== html.trim()) place.innerHTML = html; };
      put(item?.querySelector("[data-missing]"), parts.missing);
      put(item?.querySelector("[data-done]"), parts.done);
      put(form.querySelector(`[data-tag="${CSS.escape(id)}"]`), parts.tag);
    }
    for (const [place, words] of [["[data-answered]", outcome.done], ["[data-counted]", outcome.counted]]) {
      const found = document.querySelector(place);
      if (found && words) found.textContent = words;
    }
  }

  // What the checks find now; an explanation that is being typed stays.
  function show(found) {
    for (const [name, html] of Object.entries(found)) {
      const place = form.querySelector(`[data-findings="${CSS.escape(name)}"]`);
      if (!place) continue;
      const fresh = document.createElement("template");
      fresh.innerHTML = html;
      for (const area of place.querySelectorAll("textarea")) {
        const same = fresh.content.querySelector(`textarea[name="${CSS.escape(area.name)}"]`);
        if (same) same.value = area.value;
      }
      if (place.innerHTML.trim() === fresh.innerHTML.trim()) continue;
      place.replaceChildren(fresh.content);
      if (place.childElementCount > 0) place.closest(".fold").open = true;
    }
  }

  function preview(field, html) {
    const box = field.querySelector("details.preview");
    if (!box) return;
    box.hidden = !html;
    box.querySelector("[data-preview]").innerHTML = html ?? "";
  }

  async function store(field) {
    const text = textOf(field);
    const body = new URLSearchParams({ form_key: key, field: field.dataset.field, text, seen: field.dataset.version });
    const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { accept: "application/json" } });
    const kind = answer.headers.get("content-type") ?? "";
    const outcome = kind.includes("json") ? await answer.json() : {};
    if (![200, 409, 422].includes(answer.status)) {
      throw Object.assign(new Error([outcome.title, outcome.remedy].filter(Boolean).join(" · ")), { status: answer.status });
    }
    delete field.dataset.waiting;
    reason = undefined;
    if (answer.ok) {
      see(field, outcome.version);
      say(field, "");
      preview(field, outcome.shown);
      show(outcome.findings ?? {});
      stand(outcome);
      told.textContent = outcome.says;
    } else if (outcome.says) {
      // Both texts are in sight now: storing once more replaces the one that is shown.
      if (answer.status === 409) see(field, outcome.version);
      say(field, outcome.says, outcome.theirs);
    }
  }

  async function work() {
    if (busy) return;
    busy = true;
    while (queue.size > 0) {
      const [name, field] = queue.entries().next().value;
      queue.delete(name);
      field.dataset.waiting = "yes";
      try {
        await store(field);
      } catch (error) {
        // No connection, no room, or signed out: everything stays and is sent again.
        reason = error instanceof TypeError ? undefined : { words: error.status === 401 ? form.dataset.out : error.message, status: error.status };
        for (const other of queue.values()) other.dataset.waiting = "yes";
        queue.clear();
      }
      remember();
    }
    busy = false;
  }

  function again() {
    form.querySelectorAll("[data-waiting]").forEach((field) => queue.set(field.dataset.field, field));
    work();
  }

  form.addEventListener("change", (event) => {
    const field = event.target.closest("[data-field]");
    if (!field) return;
    delete field.dataset.typing;
    field.dataset.waiting = "yes";
    again();
  });
  form.addEventListener("input", (event) => {
    if (event.target.name?.startsWith("explain:")) return rememberExplanations();
    // A field is stored when it is left; until then what is typed is kept in this tab, and leaving the page asks first.
    const field = event.target.closest("[data-field]");
    if (!field) return;
    field.dataset.typing = "yes";
    remember();
  });
  form.addEventListener("focusout", (event) => {
    const field = event.target.closest("[data-typing]");
    if (!field) return;
    delete field.dataset.typing;
    remember();
  });
  form.addEventListener("submit", () => {
    // Nobody has answered yet: what waits is kept until the next page shows that it was stored.
    leaving = true;
    remember();
  });
  // Files are sent with their progress in sight; then the page is opened anew at the same item.
  function attach(event) {
    if (!event.submitter?.matches("[data-sends]")) return;
    event.preventDefault();
    const [button, sender] = [event.submitter, event.target];
    const place = button.parentElement.querySelector("[data-sending]");
    const request = new XMLHttpRequest();
    const failed = (words) => {
      button.disabled = false;
      place.textContent = words || place.dataset.failed;
    };
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      const percent = Math.floor((loaded * 100) / Math.max(total, 1));
      place.textContent = percent < 100 ? place.dataset.sending.replace("{percent}", digits(percent)) : place.dataset.checking;
    });
    request.addEventListener("error", () => failed());
    request.addEventListener("load", () => {
      if (request.status === 204) return reopen(new URL(sender.action).hash);
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // A page, not an answer to this script.
      }
      failed(request.status === 401 ? form.dataset.out : answer.says ?? [answer.title, answer.remedy].filter(Boolean).join(" · "));
    });
    request.open("POST", sender.action);
    request.setRequestHeader("accept", "application/json");
    request.send(new FormData(sender));
    button.disabled = true;
    place.textContent = place.dataset.sending.replace("{percent}", digits(0));
  }

  function reopen(hash) {
    leaving = true;
    remember();
    const here = new URL(form.dataset.autosave.replace(/\/field$/, ""), location.href);
    if (here.pathname !== location.pathname) return location.assign(here.href + hash);
    history.replaceState(null, "", here.pathname + hash);
    // To the item, not to where the page was scrolled while its box was open.
    history.scrollRestoration = "manual";
    location.reload();
  }

  document.querySelectorAll('form[id^="evidence-"]').forEach((sender) => sender.addEventListener("submit", attach));
  window.addEventListener("online", again);
  window.setInterval(again, 15000);
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && form.querySelector("[data-waiting], [data-typing]")) event.preventDefault();
  });

  try {
    for (const [name, text, seen] of JSON.parse(sessionStorage.getItem(keep) ?? "[]")) {
      const field = form.querySelector(`[data-field="${CSS.escape(name)}"]`);
      if (!field || textOf(field) === text) continue;
      fill(field, text);
      field.dataset.version = seen;
      field.dataset.waiting = "yes";
    }
  } catch {
    // Nothing was kept.
  }
  fillExplanations();
  remember();
  again();
})();

// Marks of rich text: a small row of buttons over each field of paragraphs, and Ctrl+B.
(() => {
  const put = (area, text) => {
    area.focus();
    // The browser's own typing, so that it can be undone and the field knows that it was changed.
    if (!document.execCommand("insertText", false, text)) {
      area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };
  const lineStart = (area) => area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const marks = {
    bold(area) {
      const words = area.value.slice(area.selectionStart, area.selectionEnd);
      put(area, `**${words}**`);
      if (!words) area.setSelectionRange(area.selectionEnd - 2, area.selectionEnd - 2);
    },
    list(area) {
      area.setSelectionRange(lineStart(area), area.selectionEnd);
      const words = area.value.slice(area.selectionStart, area.selectionEnd);
      put(area, words.split("\n").map((line) => (line.startsWith("- ") ? line : `- ${line}`)).join("\n"));
    },
    table(area, button) {
      const heads = button.dataset.heads.split(";");
      const row = (cells) => `| ${cells.join(" | ")} |`;
      area.setSelectionRange(area.selectionEnd, area.selectionEnd);
      const before = area.value.slice(0, area.selectionEnd);
      const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
      put(area, `${gap}${row(heads)}\n${row(heads.map(() => "---"))}\n${row(heads.map(() => " "))}\n`);
    },
  };
  document.querySelectorAll(".marks").forEach((bar) => {
    const area = document.getElementById(bar.getAttribute("aria-controls"));
    bar.hidden = false;
    bar.addEventListener("click", (event) => {
      const button = event.target.closest("[data-mark]");
      if (button) marks[button.dataset.mark](area, button);
    });
    area.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "b") {
        event.preventDefault();
        marks.bold(area);
      }
    });
  });
})();
