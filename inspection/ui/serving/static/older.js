/* Browsers of older machines (Chromium 109, the last one for Windows 7) lack a few functions that the pages are written with:
   they are given them here, before the pages' own script. A browser that cannot run that script at all is told so. No word of
   this file is newer than 2009, so that it runs in whatever comes. */

(function () {
  "use strict";

  function lacks(holder, name) {
    return typeof holder[name] !== "function";
  }

  function give(holder, name, made) {
    if (lacks(holder, name)) Object.defineProperty(holder, name, { value: made, writable: true, configurable: true });
  }

  try {
    new RegExp("", "v");
  } catch (unknown) {
    // The flag v reads the sets of characters that are used here as u does.
    var Plain = RegExp;
    var Reading = function (pattern, flags) {
      var read = typeof flags === "string" ? flags.replace("v", "u") : flags;
      return read === undefined ? new Plain(pattern) : new Plain(pattern, read);
    };
    Object.setPrototypeOf(Reading, Plain);
    Reading.prototype = Plain.prototype;
    Plain.prototype.constructor = Reading;
    window.RegExp = Reading;
  }

  give(Array.prototype, "toSorted", function (compare) {
    return Array.prototype.slice.call(this).sort(compare);
  });
  give(Array.prototype, "toReversed", function () {
    return Array.prototype.slice.call(this).reverse();
  });
  give(Array.prototype, "with", function (at, value) {
    var copy = Array.prototype.slice.call(this);
    copy[at < 0 ? copy.length + at : at] = value;
    return copy;
  });
  if (typeof Promise === "function") {
    give(Promise, "withResolvers", function () {
      var made = {};
      made.promise = new this(function (resolve, reject) {
        made.resolve = resolve;
        made.reject = reject;
      });
      return made;
    });
  }
  give(Object, "groupBy", function (things, key) {
    var groups = Object.create(null), at = 0;
    Array.from(things).forEach(function (thing) {
      var name = key(thing, at++);
      (groups[name] = groups[name] || []).push(thing);
    });
    return groups;
  });
  if (typeof Map === "function") {
    give(Map, "groupBy", function (things, key) {
      var groups = new Map(), at = 0;
      Array.from(things).forEach(function (thing) {
        var name = key(thing, at++);
        if (!groups.has(name)) groups.set(name, []);
        groups.get(name).push(thing);
      });
      return groups;
    });
  }
  if (typeof URL === "function") {
    give(URL, "canParse", function (address, base) {
      try {
        return Boolean(new URL(address, base));
      } catch (wrong) {
        return false;
      }
    });
  }

  // Where the pages' script cannot even be read the page would stay white.
  function tell() {
    var root = document.getElementById("root");
    if (!root || root.childNodes.length > 0) return;
    var words = document.createElement("p");
    words.id = "older-browser";
    words.style.cssText = "max-width:32em;margin:15vh auto;padding:0 1em;font:16px/1.7 'Microsoft YaHei',sans-serif";
    words.appendChild(document.createTextNode(document.documentElement.getAttribute("data-too-old")));
    root.appendChild(words);
  }
  var modern = "noModule" in document.createElement("script");
  window.addEventListener("error", function (event) {
    if (event.filename && event.filename.indexOf("/static/js/") >= 0) setTimeout(tell, 500);
  });
  if (!modern) window.addEventListener("load", tell);
})();
