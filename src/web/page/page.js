/* Brings the parts together: story, view, panel, timeline; the address names the date and the language. */
"use strict";
(function () {
  const byId = (id) => document.getElementById(id);

  /* "#1871-05-23T18:00&lang=en&kiosk=180" */
  function readAddress() {
    const parts = decodeURIComponent(location.hash.slice(1)).split("&");
    const language = parts.find((part) => part.startsWith("lang="));
    const date = parts.find((part) => /^\d{4}-\d{2}-\d{2}/.test(part));
    const kiosk = parts.find((part) => part.startsWith("kiosk="));
    return { date, language: language ? language.slice(5) : undefined, kiosk: kiosk ? Number(kiosk.slice(6)) : 0 };
  }

  /* The last instant that is not after the date; a day without hour means its end. */
  function findInstant(story, date) {
    const wanted = date.length === 10 ? date + "T23:59:59" : date.length === 16 ? date + ":00" : date;
    let found = 0;
    story.instants.forEach((instant, index) => {
      if (instant.date <= wanted) found = index;
    });
    return found;
  }

  class Page {
    constructor(story) {
      this.story = story;
      this.panel = new semaine.Panel(story, (event) => this.view && this.view.point(event));
      this.timeline = new semaine.Timeline(story, (index) => this.show(index));
      this.index = findInstant(story, readAddress().date || story.start);
      this.language = story.language;
      this.kiosk = readAddress().kiosk;
    }

    get instant() {
      return this.story.instants[this.index];
    }

    async open() {
      const wanted = readAddress().language;
      this.setLanguage(semaine.words[wanted] ? wanted : this.language);
      this.listen();
      const opener = this.story.form === "map" ? semaine.openMap : semaine.openStills;
      try {
        this.view = await opener(byId("map"), this.story, this.language);
        await this.drawn();
      } catch (error) {
        this.fail(error);
      }
      document.body.dataset.state = "ready";
      if (this.kiosk > 0) this.waitForVisitors();
    }

    fail(error) {
      const place = byId("failure");
      place.textContent = semaine.words[this.language].failure + error.message;
      place.hidden = false;
    }

    /* ---- what is shown ---- */

    /* Panel and slider follow at once, the map as soon as it can; only the last wish is drawn. */
    show(index) {
      this.index = index;
      this.panel.show(this.instant);
      this.timeline.show(index);
      this.writeAddress();
      this.announce();
      return this.drawn();
    }

    drawn() {
      if (!this.view) return Promise.resolve();
      if (!this.drawing) {
        this.drawing = this.draw().finally(() => {
          this.drawing = null;
        });
      }
      return this.drawing;
    }

    async draw() {
      let done;
      do {
        done = this.index + this.language;
        document.body.dataset.drawn = "";
        await this.view.show(this.instant);
      } while (done !== this.index + this.language);
      document.body.dataset.drawn = this.instant.id;
    }

    setLanguage(language) {
      this.language = language;
      this.panel.setLanguage(language);
      this.timeline.setLanguage(language);
      if (this.view) this.view.setLanguage(language);
      return this.show(this.index);
    }

    /* ---- for those who hear the page ---- */

    /* Each step is told; while it plays, each new day. */
    announce() {
      clearTimeout(this.announcing);
      const words = this.instant.words[this.language];
      const text = this.timeline.playing ? words.weekday + " " + words.day : words.weekday + " " + words.date;
      this.announcing = setTimeout(() => {
        if (byId("live").textContent !== text) byId("live").textContent = text;
      }, this.timeline.playing ? 0 : 300);
    }

    /* ---- address and keys ---- */

    writeAddress() {
      const language = this.language === this.story.language ? "" : "&lang=" + this.language;
      const kiosk = this.kiosk > 0 ? "&kiosk=" + this.kiosk : "";
      history.replaceState(null, "", "#" + this.instant.id + language + kiosk);
    }

    /* In an exhibition: so many seconds after the last visitor touched it the page begins again by itself. */
    waitForVisitors() {
      const wait = () => {
        clearTimeout(this.waiting);
        this.waiting = setTimeout(() => this.beginAgain().then(wait), this.kiosk * 1000);
      };
      for (const name of ["pointerdown", "keydown", "wheel"]) document.addEventListener(name, wait, { passive: true });
      wait();
    }

    async beginAgain() {
      this.timeline.setPlaying(false);
      this.panel.choose(0);
      this.index = 0;
      await this.setLanguage(this.story.language);
      if (this.view && this.view.whole) this.view.whole();
      if (!window.matchMedia("(prefers-reduced-motion: reduce)").matches) this.timeline.play();
    }

    listen() {
      for (const button of document.querySelectorAll("[data-language]"))
        button.onclick = () => this.setLanguage(button.dataset.language);
      document.addEventListener("keydown", (event) => {
        if (event.key.toLowerCase() !== "l" || event.ctrlKey || event.altKey || event.metaKey) return;
        this.setLanguage(this.language === "fr" ? "en" : "fr");
      });
      window.addEventListener("hashchange", () => {
        const wanted = readAddress();
        if (semaine.words[wanted.language] && wanted.language !== this.language) this.setLanguage(wanted.language);
        if (wanted.date) this.show(findInstant(this.story, wanted.date));
      });
    }
  }

  semaine.folder.readJson("story.json").then((story) => {
    semaine.page = new Page(story);
    return semaine.page.open();
  }).catch((error) => {
    byId("failure").textContent = error.message;
    byId("failure").hidden = false;
  });
})();
