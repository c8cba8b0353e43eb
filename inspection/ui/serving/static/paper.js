/* Paper takes the width the page has on the screen (print.css). It is noted while the page is on the screen: once the
   browser prints, nothing can be measured any more. */

(function () {
  "use strict";

  function note() {
    const block = document.querySelector("[data-testid=stMainBlockContainer]");
    if (!block || matchMedia("print").matches) return;
    const style = getComputedStyle(block);
    const width = block.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if (width > 0) document.documentElement.style.setProperty("--width-on-screen", `${width}px`);
  }

  setInterval(note, 400);
  addEventListener("beforeprint", note);
})();
