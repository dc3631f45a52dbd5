/* The map as drawn pictures, one SVG for each state: needs no WebGL. Zoomed with buttons, wheel or fingers. */
"use strict";
(function () {
  const MOST = 6;

  function button(className, path) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = className;
    made.innerHTML = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="' + path + '"/></svg>';
    return made;
  }

  async function open(container, story, language) {
    return new StillView(container, story, language);
  }

  class StillView {
    constructor(container, story, language) {
      this.story = story;
      this.language = language;
      this.frame = document.createElement("div");
      this.frame.className = "still";
      this.frame.setAttribute("role", "img");
      this.stage = document.createElement("div");
      this.stage.className = "stage";
      this.mark = document.createElement("div");
      this.mark.className = "mark";
      this.mark.hidden = true;
      this.frame.append(this.stage);
      container.append(this.frame);
      this.scale = 1;
      this.x = this.y = 0;
      this.addControls(container);
      this.addPointers();
      this.fit();
      new ResizeObserver(() => this.fit()).observe(this.frame);
      this.setLanguage(language);
    }

    /* ---- pictures ---- */

    /* The new picture comes over the old one when it is there. */
    show(instant) {
      const path = instant.picture[this.language];
      this.label(instant);
      if (this.path === path) return Promise.resolve();
      this.path = path;
      const picture = document.createElement("object");
      picture.type = "image/svg+xml";
      picture.data = path;
      picture.tabIndex = -1;
      picture.setAttribute("aria-hidden", "true");
      this.stage.insertBefore(picture, this.mark.parentNode === this.stage ? this.mark : null);
      return new Promise((resolve) => {
        picture.onload = picture.onerror = () => {
          for (const other of [...this.stage.querySelectorAll("object")]) {
            if (other === picture) break;
            other.remove();
          }
          resolve();
        };
      });
    }

    label(instant) {
      const words = instant.words[this.language];
      this.frame.setAttribute("aria-label", this.story.title[this.language] + ", " + words.date);
    }

    setLanguage(language) {
      this.language = language;
      const words = semaine.words[language];
      this.buttons.forEach((made, index) => {
        made.title = [words.zoomIn, words.zoomOut, words.reset][index];
        made.setAttribute("aria-label", made.title);
      });
    }

    /* ---- zoom ---- */

    addControls(container) {
      const group = document.createElement("div");
      group.className = "zoom";
      this.buttons = [
        button("more", "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z"),
        button("less", "M5 11h14v2H5z"),
        button("whole", "M4 4h6v2H6v4H4zM14 4h6v6h-2V6h-4zM4 14h2v4h4v2H4zM18 14h2v6h-6v-2h4z"),
      ];
      const middle = () => [this.frame.clientWidth / 2, this.frame.clientHeight / 2];
      this.buttons[0].onclick = () => this.zoom(1.5, ...middle());
      this.buttons[1].onclick = () => this.zoom(1 / 1.5, ...middle());
      this.buttons[2].onclick = () => this.whole();
      group.append(...this.buttons);
      container.append(group);
    }

    /* The frame is filled where that costs little of the picture, and on narrow frames, where it may be dragged. */
    fit() {
      const [width, height] = this.story.size;
      const wide = this.frame.clientWidth / width;
      const high = this.frame.clientHeight / height;
      const most = this.frame.clientWidth < 700 ? Infinity : Math.min(wide, high) * 1.28;
      const fill = Math.min(Math.max(wide, high), most);
      this.base = fill || 1;
      this.stage.style.width = width + "px";
      this.stage.style.height = height + "px";
      this.place();
    }

    whole() {
      this.mark.hidden = true;
      this.scale = 1;
      this.x = this.y = 0;
      this.place();
    }

    zoom(factor, x, y) {
      const scale = Math.min(Math.max(this.scale * factor, 1), MOST);
      const change = scale / this.scale;
      this.x = x - this.frame.clientWidth / 2 - (x - this.frame.clientWidth / 2 - this.x) * change;
      this.y = y - this.frame.clientHeight / 2 - (y - this.frame.clientHeight / 2 - this.y) * change;
      this.scale = scale;
      this.place();
    }

    /* The picture's middle, kept so that no edge comes into the frame that need not. */
    place() {
      const total = this.base * this.scale;
      const [width, height] = this.story.size;
      const slackX = Math.max((width * total - this.frame.clientWidth) / 2, 0);
      const slackY = Math.max((height * total - this.frame.clientHeight) / 2, 0);
      this.x = Math.min(Math.max(this.x, -slackX), slackX);
      this.y = Math.min(Math.max(this.y, -slackY), slackY);
      this.stage.style.transform =
        "translate(-50%, -50%) translate(" + this.x + "px, " + this.y + "px) scale(" + total + ")";
      this.mark.style.transform = "translate(-50%, -50%) scale(" + 1 / total + ")";
    }

    addPointers() {
      const held = new Map();
      const distance = () => {
        const [a, b] = [...held.values()];
        return Math.hypot(a.x - b.x, a.y - b.y);
      };
      this.frame.addEventListener("pointerdown", (event) => {
        held.set(event.pointerId, { x: event.clientX, y: event.clientY });
        this.frame.setPointerCapture(event.pointerId);
      });
      this.frame.addEventListener("pointermove", (event) => {
        const last = held.get(event.pointerId);
        if (!last) return;
        const before = held.size === 2 ? distance() : 0;
        const now = { x: event.clientX, y: event.clientY };
        held.set(event.pointerId, now);
        const box = this.frame.getBoundingClientRect();
        if (held.size === 2 && before > 0) {
          const [a, b] = [...held.values()];
          this.zoom(distance() / before, (a.x + b.x) / 2 - box.left, (a.y + b.y) / 2 - box.top);
        } else {
          this.x += now.x - last.x;
          this.y += now.y - last.y;
          this.place();
        }
      });
      for (const name of ["pointerup", "pointercancel"])
        this.frame.addEventListener(name, (event) => held.delete(event.pointerId));
      this.frame.addEventListener("wheel", (event) => {
        event.preventDefault();
        const box = this.frame.getBoundingClientRect();
        this.zoom(Math.exp(-event.deltaY / 400), event.clientX - box.left, event.clientY - box.top);
      }, { passive: false });
    }

    /* A ring about an event's place. */
    point(event) {
      if (!event.pixel) return;
      const [width, height] = this.story.size;
      const total = this.base * Math.max(this.scale, 2);
      this.scale = Math.max(this.scale, 2);
      this.x = (width / 2 - event.pixel[0]) * total;
      this.y = (height / 2 - event.pixel[1]) * total;
      this.mark.style.left = event.pixel[0] + "px";
      this.mark.style.top = event.pixel[1] + "px";
      this.mark.hidden = false;
      this.stage.append(this.mark);
      this.place();
    }
  }

  semaine.openStills = open;
})();
