/* The box beside a mark goes when the click on the mark has come, and comes back when the pointer moves on. */

(function () {
  "use strict";

  const FAR = 12; // pixels: a hand that rests moves less
  let plot = null;
  let at = [0, 0];

  window.addEventListener("pointerdown", (event) => {
    plot = event.target.closest ? event.target.closest(".js-plotly-plot") : null;
    at = [event.clientX, event.clientY];
  }, true);

  window.addEventListener("pointerup", () => {
    if (plot) plot.setAttribute("data-clicked", "");
  }, true);

  window.addEventListener("pointermove", (event) => {
    if (!plot || Math.hypot(event.clientX - at[0], event.clientY - at[1]) < FAR) return;
    plot.removeAttribute("data-clicked");
    plot = null;
  }, true);
})();
