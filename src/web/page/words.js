/* What the page says of itself; what it says of its subject comes from story.json. */
"use strict";
window.semaine = {};
semaine.words = {
  fr: {
    skip: "Aller aux dates",
    languages: "Langue",
    map: "Carte",
    panel: "La date, les événements, la légende",
    events: "Ce jour-là",
    story: "Le jour",
    noEvents: "Rien de daté ce jour.",
    legend: "Légende",
    timeline: "Dates",
    slider: "Date montrée",
    play: "Jouer",
    pause: "Arrêter",
    back: "Un pas en arrière",
    forth: "Un pas en avant",
    about: "À propos de cette carte",
    sources: "Sources",
    keys: "Clavier",
    sheet: "La feuille de ce jour à imprimer (PDF)",
    allDay: "dans la journée",
    before: "plus tôt",
    certainty: { approximate: "approximatif", inferred: "déduit" },
    later: "à venir",
    failure: "La carte ne peut pas être dessinée ici : ",
    show: "Montrer sur la carte",
    close: "Fermer",
    zoomIn: "Agrandir",
    zoomOut: "Réduire",
    reset: "Toute la carte",
    keyList: [
      ["← →", "un pas"],
      ["Maj ← →", "un jour"],
      ["Début, Fin", "première, dernière date"],
      ["Espace", "jouer, arrêter"],
      ["L", "langue"],
    ],
  },
  en: {
    skip: "Go to the dates",
    languages: "Language",
    map: "Map",
    panel: "The date, events and legend",
    events: "On that day",
    story: "The day",
    noEvents: "Nothing dated on this day.",
    legend: "Legend",
    timeline: "Dates",
    slider: "Date shown",
    play: "Play",
    pause: "Stop",
    back: "One step back",
    forth: "One step on",
    about: "About this map",
    sources: "Sources",
    keys: "Keyboard",
    sheet: "This day’s sheet to print (PDF)",
    allDay: "in the day",
    before: "earlier",
    certainty: { approximate: "approximate", inferred: "inferred" },
    later: "to come",
    failure: "The map cannot be drawn here: ",
    show: "Show on the map",
    close: "Close",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    reset: "Whole map",
    keyList: [
      ["← →", "one step"],
      ["Shift ← →", "one day"],
      ["Home, End", "first, last date"],
      ["Space", "play, stop"],
      ["L", "language"],
    ],
  },
};

/* "18 h", "18 h 30" or "18:00", "18:30", of an ISO instant. */
semaine.hourText = function (instant, language) {
  const hour = Number(instant.slice(11, 13));
  const minute = instant.slice(14, 16);
  if (language === "en") return hour + ":" + minute;
  return hour + "\u00a0h" + (minute === "00" ? "" : "\u00a0" + minute);
};

/* When an event was: its earliest and latest hour as the sources leave them open. */
semaine.spanText = function (event, language) {
  const words = semaine.words[language];
  const day = event.start.slice(0, 10);
  if (event.start.length < 16) return words.allDay;
  const from = semaine.hourText(event.start, language);
  if (!event.sure || event.sure.length < 16 || event.sure === event.start) return from;
  const until = event.sure.slice(0, 10) > day ? "24:00" : event.sure.slice(11, 16);
  if (until >= "23:59") return from + "\u2009–\u2009" + (language === "en" ? "24:00" : "24\u00a0h");
  return from + "\u2009–\u2009" + semaine.hourText(event.sure, language);
};
