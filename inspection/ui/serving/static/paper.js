/* Paper takes the width the page has on the screen (print.css). It is noted while the page is on the screen: once the
   browser prints, nothing can be measured any more. So is the head of its sheets, of which the page says the words
   (ui/pieces/paper.py); a browser that knows no margin boxes (before Chromium 131) has the words on the first sheet alone. */

(function () {
  "use strict";

  const FONT = "8pt 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif";
  let said = "", holder = null;

  function quoted(words) {
    return `"${words.replace(/["\\\n\r\f]/g, (sign) => `\\${sign.charCodeAt(0).toString(16)} `)}"`;
  }

  function head() {
    const source = document.querySelector(".st-key-running_head");
    const words = source ? source.textContent.trim() : "";
    if (!words || words === said) return;
    said = words;
    if (!holder) {
      holder = document.head.appendChild(document.createElement("style"));
    }
    holder.textContent = `@page { @top-left { content: ${quoted(words)}; font: ${FONT}; white-space: nowrap; } }`;
  }

  function note() {
    if (matchMedia("print").matches) return;
    head();
    const block = document.querySelector("[data-testid=stMainBlockContainer]");
    if (!block) return;
    const style = getComputedStyle(block);
    const width = block.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if (width > 0) document.documentElement.style.setProperty("--width-on-screen", `${width}px`);
  }

  setInterval(note, 400);
  addEventListener("beforeprint", note);
})();
