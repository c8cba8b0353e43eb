/* A chart takes its colours from the theme when it is drawn and keeps them; after a switch between light and dark its
   labels would be dark on dark. A page with charts is therefore loaded again: the address holds what was chosen. */

(function () {
  "use strict";

  let ground = null;

  setInterval(() => {
    const app = document.querySelector("[data-testid=stApp]");
    if (!app || matchMedia("print").matches) return;
    // Nothing to compare before a chart is there: while a page starts its ground changes from Streamlit's to ours.
    const now = document.querySelector(".js-plotly-plot") ? getComputedStyle(app).backgroundColor : null;
    if (ground !== null && now !== null && now !== ground) location.reload();
    ground = now;
  }, 400);
})();
