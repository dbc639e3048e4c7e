// Figures open in place: a click on the link of a figure shows where it comes from in the drawer of the same page. Without scripts, and with
// Ctrl, Shift or the middle button, the link leads to the explanation's own page as it always did.
"use strict";

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
