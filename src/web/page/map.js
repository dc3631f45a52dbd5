/* The map in the browser: MapLibre GL JS with the printed map's own style, whose date is a state. */
"use strict";
(function () {
  const quiet = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  async function readStyle() {
    const style = await semaine.folder.readJson("style.json");
    for (const source of Object.values(style.sources)) {
      if (typeof source.data === "string") source.data = semaine.folder.address(source.data);
      if (typeof source.url === "string") source.url = semaine.folder.address(source.url);
    }
    if (style.sprite) style.sprite = semaine.folder.address(style.sprite);
    return style;
  }

  /* Labels are drawn with the page's fonts: they must be there first. */
  function loadFonts() {
    return Promise.all([...document.fonts].map((font) => font.load().catch(() => null)));
  }

  function localeOf(language) {
    const words = semaine.words[language];
    return {
      "NavigationControl.ZoomIn": words.zoomIn,
      "NavigationControl.ZoomOut": words.zoomOut,
      "Popup.Close": words.close,
      "Map.Title": words.map,
    };
  }

  function grown(bounds, share) {
    const [west, south, east, north] = bounds;
    const x = (east - west) * share;
    const y = (north - south) * share;
    return [
      [Math.max(west - x, -540), Math.max(south - y, -85)],
      [Math.min(east + x, 540), Math.min(north + y, 85)],
    ];
  }

  /* Named things under the pointer, the uppermost first, areas last. */
  function nameOf(feature, language) {
    return feature.properties["name_" + language] || feature.properties.name_fr || feature.properties.name_en;
  }

  function describe(feature, language) {
    const words = semaine.words[language];
    const properties = feature.properties;
    const box = document.createElement("div");
    const title = document.createElement("strong");
    title.textContent = nameOf(feature, language);
    box.append(title);
    const parts = [];
    if (properties.certainty in words.certainty) parts.push(words.certainty[properties.certainty]);
    if (properties.source) parts.push(properties.source);
    if (parts.length) {
      const small = document.createElement("small");
      small.textContent = parts.join(" · ");
      box.append(small);
    }
    return box;
  }

  async function open(container, story, language) {
    await Promise.all([
      semaine.folder.loadScript("maplibre/maplibre-gl.js"),
      loadFonts(),
    ]);
    semaine.folder.loadStyleSheet("maplibre/maplibre-gl.css");
    if (semaine.folder.onDisk) maplibregl.addProtocol("folder", semaine.folder.answer);
    const style = await readStyle();
    const bounds = story.bounds;
    const map = new maplibregl.Map({
      container,
      style,
      bounds: [bounds.slice(0, 2), bounds.slice(2)],
      fitBoundsOptions: { padding: 4 },
      maxBounds: bounds[2] - bounds[0] > 180 ? undefined : grown(bounds, 0.75),
      renderWorldCopies: false,
      maxZoom: story.levels[1] + 1.5,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      rollEnabled: false,
      fadeDuration: quiet ? 0 : 180,
      locale: localeOf(language),
      refreshExpiredTiles: false,
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-left");
    map.addControl(new maplibregl.ScaleControl({ maxWidth: 140 }), "bottom-left");
    return new MapView(map, story, language);
  }

  class MapView {
    constructor(map, story, language) {
      this.map = map;
      this.story = story;
      this.language = language;
      this.ready = new Promise((resolve) => map.once("load", resolve));
      map.on("click", (event) => this.ask(event));
    }

    /* Shows an instant of the story; done when the map has drawn it. */
    async show(instant) {
      await this.ready;
      this.map.setGlobalStateProperty("date", instant.date);
      this.map.setGlobalStateProperty("day", instant.day);
      this.map.setGlobalStateProperty("lang", this.language);
      await new Promise((resolve) => this.map.once("idle", resolve));
    }

    setLanguage(language) {
      this.language = language;
      const locale = localeOf(language);
      this.map.getCanvas().setAttribute("aria-label", locale["Map.Title"]);
      for (const name of ["ZoomIn", "ZoomOut"]) {
        const button = this.map.getContainer().querySelector(
          ".maplibregl-ctrl-zoom-" + (name === "ZoomIn" ? "in" : "out"));
        button.title = locale["NavigationControl." + name];
        button.setAttribute("aria-label", button.title);
      }
    }

    /* What is named at a place of the screen, in a small window. */
    ask(event) {
      const reach = 6;
      const box = [
        [event.point.x - reach, event.point.y - reach],
        [event.point.x + reach, event.point.y + reach],
      ];
      const found = this.map.queryRenderedFeatures(box).filter((feature) => nameOf(feature, this.language));
      const first = found.find((feature) => feature.layer.type === "symbol" || feature.layer.type === "circle") ||
        found[0];
      if (first) this.tell(event.lngLat, describe(first, this.language));
    }

    tell(place, content) {
      if (this.popup) this.popup.remove();
      this.popup = new maplibregl.Popup({ maxWidth: "18rem", focusAfterOpen: false })
        .setLngLat(place)
        .setDOMContent(content)
        .addTo(this.map);
    }

    whole() {
      if (this.popup) this.popup.remove();
      const [west, south, east, north] = this.story.bounds;
      this.map.fitBounds([[west, south], [east, north]], { padding: 4, animate: false });
    }

    /* Brings an event's place into view and names it. */
    point(event) {
      const target = { center: event.at, zoom: Math.max(this.map.getZoom(), this.story.levels[0] + 3) };
      if (quiet) this.map.jumpTo(target);
      else this.map.easeTo(target);
      const box = document.createElement("div");
      const title = document.createElement("strong");
      title.textContent = event.name[this.language] || event.name.fr;
      box.append(title);
      this.tell(event.at, box);
    }
  }

  semaine.openMap = open;
})();
