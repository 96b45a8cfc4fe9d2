// The Back button leads through the questions of an interview although no page is loaded between them: each step of the
// window's history holds what had been answered by then. None of it is in an address, and another window has its own.
"use strict";
(() => {
  const KEPT = ["profile", "as_of"];
  let restoring = false;

  const form = () => document.getElementById("interview");
  const kept = () => Object.fromEntries(KEPT.map((name) => [name, form().elements[name].value]));
  const same = (one, other) => KEPT.every((name) => one?.[name] === other?.[name]);

  /** After an answer: a step more, if it changed what is known. */
  function keep() {
    if (form() && !restoring && !same(kept(), history.state)) history.pushState(kept(), "");
  }

  /** Shows the question of the step that the window is at. */
  async function restore() {
    const wanted = history.state;
    if (restoring || !wanted || same(kept(), wanted)) return;
    restoring = true;
    await htmx.ajax("POST", "/", { target: "#asked", swap: "innerMorph", values: wanted });
    restoring = false;
    if (!same(history.state, wanted)) restore();
  }

  /** What no script could send is sent as a page without scripts sends it: the browser says what is wrong. */
  function sendWhole({ detail: { ctx } }) {
    if (ctx?.sourceElement !== form()) return;
    const { name, value } = ctx.request.submitter ?? {};
    if (name) form().append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    form().submit();
  }

  document.addEventListener("htmx:after:swap", keep);
  document.addEventListener("htmx:error", sendWhole);
  window.addEventListener("popstate", () => (form() ? restore() : location.reload()));
  if (history.state) restore();
  else history.replaceState(kept(), "");
})();
