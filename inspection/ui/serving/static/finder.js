/* The finder's box (ui/pieces/finder.py) takes the keys as soon as it is there: whoever pressed Ctrl-K goes on typing. */

(function () {
  "use strict";

  let there = null;
  new MutationObserver(() => {
    const box = document.querySelector(".st-key-finder_question input");
    if (box && box !== there) box.focus();
    there = box;
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
