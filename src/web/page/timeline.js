/* The dates: a strip of days, marks of events, the slider over them, and play. */
"use strict";
(function () {
  const byId = (id) => document.getElementById(id);
  const PACE = 420; /* milliseconds from one date to the next */
  const DAYS = 12; /* up to so many days are named each, of more only some */
  const LABELS = 7;

  /* Where an ISO instant or day lies between the first and the last, 0 to 1. */
  function seconds(text) {
    const [date, time] = text.split("T");
    const [year, month, day] = date.split("-").map(Number);
    const [hour, minute] = time ? time.split(":").map(Number) : [0, 0];
    return Date.UTC(year, month - 1, day, hour, minute) / 1000;
  }

  class Timeline {
    constructor(story, onChange) {
      this.story = story;
      this.instants = story.instants;
      this.onChange = onChange;
      this.index = 0;
      this.slider = byId("slider");
      this.slider.max = this.instants.length - 1;
      this.days = this.findDays();
      this.drawStrip();
      this.drawTicks();
      this.listen();
      document.body.classList.toggle("one-date", this.instants.length === 1);
    }

    /* ---- strip ---- */

    findDays() {
      const days = [];
      this.instants.forEach((instant, index) => {
        const last = days[days.length - 1];
        if (last && last.day === instant.day) last.end = index;
        else days.push({ day: instant.day, first: index, end: index });
      });
      return days;
    }

    /* The slider's thumb stands at the middle of its step. */
    share(index) {
      return (index + 0.5) / this.instants.length;
    }

    colorOf(day, place) {
      const timeline = this.story.timeline;
      if (!timeline || !timeline.colors) return null;
      if (!Array.isArray(timeline.colors)) return timeline.colors[day] || null;
      const from = timeline.from ? Math.round((seconds(day) - seconds(timeline.from)) / 86400) : place;
      return timeline.colors[from] || null;
    }

    drawStrip() {
      const strip = byId("strip");
      this.segments = this.days.map((day, place) => {
        const segment = document.createElement("div");
        segment.style.flexGrow = day.end - day.first + 1;
        segment.dataset.day = day.day;
        const fill = document.createElement("i");
        const color = this.colorOf(day.day, place);
        if (color) fill.style.backgroundColor = color;
        segment.append(fill, document.createElement("b"));
        strip.append(segment);
        return segment;
      });
      this.pin = document.createElement("div");
      this.pin.className = "pin";
      strip.append(this.pin);
    }

    setLanguage(language) {
      this.language = language;
      const many = this.days.length > DAYS;
      const every = many ? Math.ceil(this.days.length / LABELS) : 1;
      this.days.forEach((day, place) => {
        const words = this.instants[day.first].words[language];
        const label = this.segments[place].querySelector("b");
        const named = place % every === 0 && (!many || place + every * 0.8 < this.days.length);
        this.segments[place].classList.toggle("named", named);
        label.textContent = "";
        if (!named) return;
        if (many) {
          label.textContent = words.day;
          return;
        }
        const weekday = document.createElement("span");
        weekday.textContent = words.weekday.slice(0, 3) + (language === "fr" ? "." : "") + " ";
        label.append(weekday, String(Number(day.day.slice(8))));
      });
      this.setPlaying(this.playing);
    }

    drawTicks() {
      const first = seconds(this.instants[0].date);
      const last = seconds(this.instants[this.instants.length - 1].date);
      if (last <= first) return;
      const low = this.share(0);
      const high = this.share(this.instants.length - 1);
      const sides = [...new Set(this.story.events.map((event) => event.side || "other"))].filter((side) => side !== "other").sort();
      for (const event of this.story.events) {
        const from = seconds(event.start);
        const middle = event.start.length < 16 || !event.sure ? from : (from + seconds(event.sure)) / 2;
        if (event.start.length < 16 || middle < first || middle > last) continue;
        const tick = document.createElement("i");
        tick.dataset.side = sides.indexOf(event.side);
        tick.style.left = 100 * (low + ((high - low) * (middle - first)) / (last - first)) + "%";
        byId("ticks").append(tick);
      }
    }

    /* ---- the date ---- */

    /* Days that are past are filled, the day shown up to its hour. */
    show(index) {
      this.index = index;
      this.slider.value = index;
      const words = this.instants[index].words[this.language];
      this.slider.setAttribute("aria-valuetext", words.weekday + " " + words.date);
      this.days.forEach((day, place) => {
        const done = Math.min(Math.max((index - day.first + 1) / (day.end - day.first + 1), 0), 1);
        this.segments[place].querySelector("i").style.width = 100 * done + "%";
        this.segments[place].classList.toggle("current", index >= day.first && index <= day.end);
      });
      this.pin.style.left = 100 * this.share(index) + "%";
    }

    go(index) {
      const wanted = Math.min(Math.max(index, 0), this.instants.length - 1);
      if (wanted === this.index) return Promise.resolve();
      return this.onChange(wanted);
    }

    step(by) {
      this.setPlaying(false);
      return this.go(this.index + by);
    }

    /* To the same hour of the next day or the one before. */
    stepDay(by) {
      this.setPlaying(false);
      const place = this.days.findIndex((day) => this.index <= day.end);
      const target = this.days[Math.min(Math.max(place + by, 0), this.days.length - 1)];
      const offset = this.index - this.days[place].first;
      return this.go(Math.min(target.first + offset, target.end));
    }

    /* ---- play ---- */

    setPlaying(playing) {
      this.playing = Boolean(playing);
      const button = byId("play");
      document.body.classList.toggle("playing", this.playing);
      if (this.language)
        button.setAttribute("aria-label", semaine.words[this.language][playing ? "pause" : "play"]);
    }

    async play() {
      if (this.playing) {
        this.setPlaying(false);
        return;
      }
      this.setPlaying(true);
      if (this.index === this.instants.length - 1) await this.go(0);
      const run = (this.run = {});
      while (this.playing && this.run === run && this.index < this.instants.length - 1) {
        const pause = new Promise((resolve) => setTimeout(resolve, PACE));
        await pause;
        if (this.playing && this.run === run) await this.go(this.index + 1);
      }
      if (this.run === run) this.setPlaying(false);
    }

    listen() {
      this.slider.addEventListener("input", () => {
        this.setPlaying(false);
        this.go(Number(this.slider.value));
      });
      byId("play").onclick = () => this.play();
      byId("back").onclick = () => this.step(-1);
      byId("forth").onclick = () => this.step(1);
      document.addEventListener("keydown", (event) => this.key(event));
    }

    /* Keys of the whole page, where nothing else wants them: the slider moves by itself, the map by its own. */
    key(event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const target = event.target;
      const onSlider = target === this.slider;
      if (!onSlider && target !== document.body && !target.closest("#panel, #legend, #timeline")) return;
      const actions = {
        ArrowLeft: () => (event.shiftKey ? this.stepDay(-1) : this.step(-1)),
        ArrowRight: () => (event.shiftKey ? this.stepDay(1) : this.step(1)),
        PageUp: () => this.stepDay(-1),
        PageDown: () => this.stepDay(1),
        Home: () => this.step(-this.instants.length),
        End: () => this.step(this.instants.length),
      };
      const scrolls = ["PageUp", "PageDown", "Home", "End"];
      if (event.key === " " && target.tagName !== "BUTTON") actions[" "] = () => this.play();
      const action = actions[event.key];
      if (!action || (target.closest("#panel, #legend") && scrolls.includes(event.key))) return;
      event.preventDefault();
      action();
    }
  }

  semaine.Timeline = Timeline;
})();
