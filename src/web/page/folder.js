/* Reads the page's own folder: from a server by fetch, from the disk out of offline.js, for browsers do not let a
 * page read files there. */
"use strict";
(function () {
  const PROTOCOL = "folder://page/";
  const onDisk = location.protocol === "file:";

  function loadScript(path) {
    return new Promise(function (resolve, reject) {
      const script = document.createElement("script");
      script.src = path;
      script.onload = resolve;
      script.onerror = function () {
        reject(new Error(path));
      };
      document.head.append(script);
    });
  }

  function loadStyleSheet(path) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = path;
    document.head.append(link);
  }

  async function readJson(path) {
    if (onDisk) {
      if (!window.semaineFiles) await loadScript("offline.js");
      if (!(path in window.semaineFiles)) throw new Error(path);
      return JSON.parse(window.semaineFiles[path]);
    }
    const response = await fetch(path);
    if (!response.ok) throw new Error(path + ": " + response.status);
    return response.json();
  }

  /* An address of a file for MapLibre: on the disk in a protocol of our own, which answers from offline.js. */
  function address(path) {
    return onDisk ? PROTOCOL + path : new URL(path, document.baseURI).href;
  }

  async function answer(request) {
    const path = request.url.slice(PROTOCOL.length);
    const text = window.semaineFiles[path];
    if (text === undefined) throw new Error(path);
    if (request.type === "json") return { data: JSON.parse(text) };
    const bytes = atob(text.slice(text.indexOf(",") + 1));
    return { data: Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)).buffer };
  }

  semaine.folder = { onDisk, loadScript, loadStyleSheet, readJson, address, answer };
})();
