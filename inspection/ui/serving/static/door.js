/* Who was signed out - idle, elsewhere, or by the administrator - does not sit before a page that no longer answers: it asks
   once a minute, and at once when the stream of the page broke off, and goes to where one signs in. */

(function () {
  "use strict";

  let broken = 0;

  async function ask() {
    try {
      const answer = await fetch("./account/state", { credentials: "same-origin", cache: "no-store" });
      if (answer.status === 401) {
        const lang = new URLSearchParams(location.search).get("lang") === "en" ? "&lang=en" : "";
        location.assign("./signin?next=" + encodeURIComponent(location.pathname + location.search) + lang);
      }
    } catch (error) {
      console.info("the server does not answer", error);
    }
  }

  setInterval(ask, 60000);
  setInterval(() => {
    const app = document.querySelector("[data-testid=stApp]");
    const open = !app || app.dataset.testConnectionState === "CONNECTED";
    broken = open ? 0 : broken + 1;
    if (broken === 3) ask();
  }, 1000);
})();
