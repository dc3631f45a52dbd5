/* Beside the map: the date, what happened, the legend with the classes of this date, sources, sheets. */
"use strict";
(function () {
  const byId = (id) => document.getElementById(id);

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function setText(id, text) {
    const place = byId(id);
    place.textContent = text || "";
    place.hidden = !text;
  }

  class Panel {
    constructor(story, onEvent) {
      this.story = story;
      this.onEvent = onEvent;
      this.tabs = [...document.querySelectorAll("[data-tab]")];
      this.tabs.forEach((tab, place) => {
        tab.onclick = () => this.choose(place);
        tab.onkeydown = (event) => {
          if (event.key === "ArrowLeft" || event.key === "ArrowRight") this.choose(1 - place, true);
        };
      });
      this.choose(0);
      /* Where there is nothing to tell of the days, the map is told of. */
      if (story.events.length === 0) document.querySelector("#about details").open = true;
    }

    /* On screens that have no room for both: the story of the day, or the legend. */
    choose(chosen, focus) {
      document.body.dataset.tab = this.tabs[chosen].dataset.tab;
      this.tabs.forEach((tab, place) => {
        tab.setAttribute("aria-selected", String(place === chosen));
        tab.tabIndex = place === chosen ? 0 : -1;
      });
      if (focus) this.tabs[chosen].focus();
    }

    /* ---- what only the language changes ---- */

    setLanguage(language) {
      this.language = language;
      const words = semaine.words[language];
      document.documentElement.lang = language;
      document.title = this.story.title[language];
      for (const place of document.querySelectorAll("[data-word]")) place.textContent = words[place.dataset.word];
      for (const place of document.querySelectorAll("[data-word-label]"))
        place.setAttribute("aria-label", words[place.dataset.wordLabel]);
      for (const place of document.querySelectorAll("[data-language]"))
        place.setAttribute("aria-pressed", String(place.dataset.language === language));
      for (const name of ["title", "subtitle", "lead", "note", "credits"]) setText(name, this.story[name][language]);
      const list = byId("key-list");
      list.replaceChildren();
      for (const [keys, does] of words.keyList) list.append(element("dt", "", keys), element("dd", "", does));
    }

    /* ---- what the date changes ---- */

    show(instant) {
      const words = instant.words[this.language];
      setText("weekday", words.weekday);
      setText("day", words.day);
      setText("moment", words.hour || words.moment);
      setText("heading", words.heading);
      setText("account", words.account);
      this.showEvents(instant);
      this.showLegend(instant);
      this.showSources(instant);
      this.showSheet(instant);
    }

    /* Those of the day: past, under way or uncertain, to come. */
    showEvents(instant) {
      const day = instant.day;
      const events = this.story.events.filter((event) => event.start.slice(0, 10) === day);
      byId("events").hidden = this.story.events.length === 0;
      const key = day + this.language;
      if (this.eventKey !== key) {
        this.eventKey = key;
        this.listEvents(events);
      }
      const items = byId("event-list").children;
      events.forEach((event, index) => {
        const begun = event.start <= instant.date;
        const done = !event.sure || event.sure <= instant.date || event.sure.slice(0, 10) === event.start.slice(0, 10) &&
          event.start.length < 16;
        items[index].dataset.when = !begun ? "later" : done ? "past" : "now";
        items[index].querySelector(".unseen").textContent = begun ? "" : " (" + semaine.words[this.language].later + ")";
      });
    }

    listEvents(events) {
      const words = semaine.words[this.language];
      const list = byId("event-list");
      list.replaceChildren();
      if (events.length === 0) list.append(element("li", "none", words.noEvents));
      for (const event of events) {
        const item = element("li");
        const row = element("button");
        row.type = "button";
        row.title = words.show;
        row.onclick = () => this.onEvent(event);
        row.append(element("span", "hour", semaine.spanText(event, this.language)));
        const name = element("span", "name", event.name[this.language] || event.name.fr);
        if (event.certainty in words.certainty)
          name.append(element("span", "certainty", " " + words.certainty[event.certainty]));
        name.append(element("span", "unseen"));
        row.append(name);
        item.append(row);
        list.append(item);
      }
      list.scrollTop = 0;
    }

    showLegend(instant) {
      const key = instant.classes.join() + this.language;
      if (this.legendKey === key) return;
      this.legendKey = key;
      const shown = new Set(instant.classes);
      const groups = byId("legend-groups");
      groups.replaceChildren();
      const wanted = [...this.story.groups, { id: undefined, title: null }];
      for (const group of wanted) {
        const entries = this.story.classes.filter((entry) => shown.has(entry.id) && entry.group === group.id);
        if (entries.length === 0) continue;
        if (group.title) groups.append(element("h3", "", group.title[this.language]));
        const list = element("ul");
        for (const entry of entries) list.append(this.legendRow(entry));
        groups.append(list);
      }
    }

    legendRow(entry) {
      const row = element("li");
      row.dataset.class = entry.id;
      if (!entry.samples) {
        row.append(this.swatch(entry.swatch), element("span", "", entry.text[this.language]));
        return row;
      }
      row.className = "ramp";
      row.append(element("span", "", entry.text[this.language]));
      const samples = element("div");
      for (const sample of entry.samples) {
        const cell = element("span");
        cell.append(this.swatch(sample.swatch), element("small", "", sample.label[this.language]));
        samples.append(cell);
      }
      row.append(samples);
      return row;
    }

    swatch(path) {
      const picture = element("img");
      picture.src = path;
      picture.alt = "";
      return picture;
    }

    showSources(instant) {
      const key = instant.sources.join();
      if (this.sourceKey === key) return;
      this.sourceKey = key;
      const list = byId("works");
      list.replaceChildren();
      for (const name of instant.sources) {
        if (!(name in this.story.sources)) continue;
        list.append(element("dt", "", name), element("dd", "", this.story.sources[name]));
      }
    }

    showSheet(instant) {
      const sheet = this.story.sheets && this.story.sheets[instant.day];
      byId("sheet").hidden = !sheet;
      if (!sheet) return;
      const link = byId("sheet-link");
      link.href = sheet[this.language];
      link.textContent = semaine.words[this.language].sheet;
    }
  }

  semaine.Panel = Panel;
})();
