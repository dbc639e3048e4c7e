// Two things of every page. Without scripts both are as they always were: a button sends its form, and the link of a figure leads to the
// explanation's own page.
"use strict";

// Whoever sends a form sees that it is under way: the button says so until the next page is there.
(() => {
  const { sending, working } = document.body.dataset;
  const under = new Map();
  const free = () => {
    for (const [button, words] of under) {
      button.textContent = "";
      button.append(...words);
      button.removeAttribute("aria-busy");
      button.form?.removeAttribute("aria-busy");
    }
    under.clear();
  };
  // On the window, so that whoever sends a form by script has taken it over by then.
  globalThis.addEventListener("submit", ({ defaultPrevented, submitter, target }) => {
    if (defaultPrevented || !submitter || target.method !== "post" || under.has(submitter)) return;
    under.set(submitter, [...submitter.childNodes]);
    submitter.textContent = target.enctype === "multipart/form-data" ? sending : working;
    submitter.setAttribute("aria-busy", "true");
    target.setAttribute("aria-busy", "true");
  });
  // Back from the next page, which the browser had kept together with this one.
  globalThis.addEventListener("pageshow", free);
})();

// Figures open in place: a click on the link of a figure shows where it comes from in the drawer of the same page, but not with Ctrl, Shift or the
// middle button.

(() => {
  const drawer = document.getElementById("drawer");
  if (!drawer?.showModal || !globalThis.htmx) return;
  const inside = drawer.querySelector(".inside");
  const back = drawer.querySelector("[data-back]");
  /** Addresses of the explanations opened one from another; the last is shown. */
  let trail = [];
  let asker = null;

  const isPlain = (click) => click.button === 0 && !(click.ctrlKey || click.metaKey || click.shiftKey || click.altKey);

  async function show() {
    back.hidden = trail.length < 2;
    await globalThis.htmx.ajax("GET", trail.at(-1), { source: drawer, target: inside, swap: "innerHTML" });
    drawer.scrollTop = 0;
    inside.querySelector("h2")?.focus({ preventScroll: true });
  }

  document.addEventListener("click", (click) => {
    const link = click.target.closest?.('a[href^="/explain/"]:not([data-whole])');
    if (!link || !isPlain(click)) return;
    click.preventDefault();
    if (!drawer.open) {
      asker = link;
      trail = [];
      inside.replaceChildren();
      drawer.showModal();
    }
    trail.push(link.getAttribute("href"));
    show();
  });

  back.addEventListener("click", () => {
    trail.pop();
    show();
  });
  // A click on the page behind; what is inside has the drawer's children as its target.
  drawer.addEventListener("click", (click) => {
    if (click.target === drawer && click.clientX < drawer.getBoundingClientRect().left) drawer.close();
  });
  drawer.addEventListener("close", () => {
    inside.replaceChildren();
    asker?.focus();
  });

  // Signed out meanwhile, or no connection: the explanation's own page says what is the matter.
  const leave = () => globalThis.location.assign(trail.at(-1));
  drawer.addEventListener("htmx:before:response", (event) => {
    if (!event.detail.ctx.response.raw.redirected) return;
    event.preventDefault();
    leave();
  });
  drawer.addEventListener("htmx:error", leave);
})();
