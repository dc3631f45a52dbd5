/* A page in a real browser, by hand: what a visitor does with slider, keys, language and address; that nothing is
 * asked of a network and nothing complained of; that the legend is that of the printed sheet and of what is drawn;
 * that axe finds nothing serious. Needs Chromium and, from npm, playwright-core, axe-core and maplibre-gl:
 *
 *     apt-get install chromium && npm install playwright-core axe-core maplibre-gl@5.24.1
 *     build/semaine web -o /tmp/page && build/semaine web --static -o /tmp/images
 *     node tests/web/browser.mjs /tmp/page /tmp/images
 *
 * Each folder is tried from a server and from the disk. CHROMIUM names another browser, SEMAINE another program.
 * Exit status 1 where something fails. */
import { createRequire } from "node:module";
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { readFileSync, existsSync } from "node:fs";
import { join, resolve, extname } from "node:path";

const require = createRequire(join(process.cwd(), "browser.mjs"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const program = process.env.SEMAINE || "build/semaine";
const DATES = ["1871-05-21T18:00", "1871-05-22T06:00", "1871-05-23T12:00", "1871-05-24T21:00", "1871-05-25T10:00",
  "1871-05-26T15:00", "1871-05-27T20:00", "1871-05-28T23:00"];
let failures = 0;

function check(good, words, detail) {
  if (!good) failures++;
  console.log((good ? "  ok    " : "  FAILED ") + words + (good || !detail ? "" : ": " + detail));
}

/* ---- a plain server of one folder ---- */

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json",
  ".geojson": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".pdf": "application/pdf" };

function serve(folder) {
  const server = createServer((request, response) => {
    const path = join(folder, decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    const file = path.endsWith("/") ? path + "index.html" : path;
    if (!file.startsWith(folder) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(file)] || "application/octet-stream" });
    response.end(readFileSync(file));
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

/* ---- a page under watch ---- */

async function open(browser, address, options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.found = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") page.found.push(message.text());
  });
  page.on("pageerror", (error) => page.found.push(error.message));
  page.on("requestfailed", (request) => page.found.push("not loaded: " + request.url()));
  page.left = [];
  const home = address.replace(/index\.html.*/, "").replace(/#.*/, "");
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(home) && !url.startsWith("blob:") && !url.startsWith("data:")) page.left.push(url);
  });
  await page.goto(address);
  await drawn(page);
  return page;
}

const current = (page) => page.evaluate(() => semaine.page.instant.id);
/* Waits until what the page shows is what it was last told to show. */
const drawn = (page) => page.waitForFunction(
  () => window.semaine && semaine.page && document.body.dataset.state === "ready" &&
    document.body.dataset.drawn === semaine.page.instant.id, null, { timeout: 120000 });

async function press(page, key) {
  await page.keyboard.press(key);
  await drawn(page);
  return current(page);
}

/* ---- what a visitor does ---- */

async function useIt(page, story) {
  const ids = story.instants.map((instant) => instant.id);
  const last = ids[ids.length - 1];
  await page.evaluate(() => document.activeElement.blur());
  check((await press(page, "Home")) === ids[0], "Home goes to the first date");
  check((await press(page, "ArrowRight")) === ids[1], "arrow goes one step");
  const place = ids.findIndex((id) => id.slice(0, 10) > ids[1].slice(0, 10));
  check((await press(page, "Shift+ArrowRight")).slice(0, 10) === ids[place].slice(0, 10), "shift and arrow go a day");
  check((await press(page, "End")) === last, "End goes to the last date");
  await page.focus("#slider");
  check((await press(page, "ArrowLeft")) === ids[ids.length - 2], "the slider obeys arrow keys");
  const box = await page.locator("#slider").boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await drawn(page);
  const middle = await page.evaluate(() => semaine.page.index);
  check(Math.abs(middle - ids.length / 2) < ids.length / 20 + 1, "the slider obeys the pointer", String(middle));
  check((await page.getAttribute("#slider", "aria-valuetext")).includes("1871"), "the slider says its date");
  await page.click("#play");
  await page.waitForFunction((index) => semaine.page.index > index + 1, middle, { timeout: 120000 });
  check(await page.evaluate(() => semaine.page.timeline.playing), "it plays");
  await page.click("#play");
  await drawn(page);
  const stopped = await current(page);
  await page.waitForTimeout(1200);
  check((await current(page)) === stopped, "it stops");
  await page.waitForTimeout(400);
  const told = await page.textContent("#live");
  check(told.includes("1871"), "the date is announced", told);
}

async function speakBoth(page, story) {
  await page.click('[data-language="en"]');
  await drawn(page);
  check((await page.textContent("#title")) === story.title.en, "English title");
  check((await page.getAttribute("html", "lang")) === "en", "the page says its language");
  check((await page.evaluate(() => location.hash)).endsWith("&lang=en"), "the address says it, too");
  await page.evaluate(() => document.activeElement.blur());
  await press(page, "l");
  check((await page.textContent("#title")) === story.title.fr, "L goes back to French");
}

async function followLinks(browser, address) {
  const page = await open(browser, address + "#1871-05-23T18:00&lang=en");
  check((await current(page)) === "1871-05-23T18:00", "a deep link opens at its date");
  check((await page.textContent("#day")) === "23 May 1871", "in its language", await page.textContent("#day"));
  await page.evaluate(() => { location.hash = "#1871-05-26"; });
  await page.waitForFunction(() => semaine.page.instant.day === "1871-05-26");
  await drawn(page);
  check((await current(page)).startsWith("1871-05-26T23"), "a day's link stands for its end", await current(page));
  check(page.found.length === 0, "nothing is complained of", page.found[0]);
  await page.context().close();
}

async function leaveItAlone(browser, address) {
  const page = await open(browser, address + "#1871-05-26T10:00&lang=en&kiosk=3");
  check((await current(page)) === "1871-05-26T10:00", "a kiosk opens where it is told");
  await page.waitForFunction(() => semaine.page.index < 60 && semaine.page.timeline.playing, null, { timeout: 60000 });
  check((await page.getAttribute("html", "lang")) === "fr", "left alone it begins again");
  await page.context().close();
}

/* ---- the legend ---- */

function printedClasses(date) {
  const text = execFileSync(program, ["dump", "--date", date, "-q"], { maxBuffer: 1 << 28 }).toString();
  return text.split("\n").filter((line) => line.startsWith("legend ")).map((line) => line.slice(7)).sort();
}

function shownClasses(page, story) {
  return page.evaluate((classes) => [...document.querySelectorAll("[data-class]")].map((row) => {
    const entry = classes.find((one) => one.id === row.dataset.class);
    return entry.layer + ": " + entry.text.fr;
  }), story.classes).then((rows) => rows.sort());
}

/* Layers that MapLibre itself has drawn something of, whole extent in view. */
function drawnLayers(page, layers) {
  return page.evaluate((ids) => ids.filter((id) =>
    semaine.page.view.map.queryRenderedFeatures({ layers: [id] }).length > 0), layers);
}

async function compareLegends(page, story) {
  const layers = [...new Set(story.classes.map((entry) => entry.layer))];
  for (const date of DATES) {
    await page.evaluate((wanted) => { location.hash = "#" + wanted; }, date);
    await page.waitForFunction((wanted) => semaine.page.instant.id === wanted, date);
    await drawn(page);
    const shown = await shownClasses(page, story);
    const printed = printedClasses(date);
    const only = (a, b) => a.filter((row) => !b.includes(row)).join(", ");
    check(shown.join("\n") === printed.join("\n"), date + ": " + shown.length + " classes as printed",
      "only here: " + only(shown, printed) + "; only printed: " + only(printed, shown));
    if (story.form !== "map") continue;
    const found = await drawnLayers(page, layers);
    const named = [...new Set(shown.map((row) => row.split(": ")[0]))].sort();
    check(found.sort().join() === named.join(), date + ": MapLibre draws these layers and no other",
      "drawn only: " + only(found, named) + "; named only: " + only(named, found));
  }
}

/* ---- for everybody ---- */

async function findBarriers(page, what) {
  const result = await page.evaluate(axe + "; axe.run(document, { resultTypes: ['violations'], preload: false })");
  const grave = result.violations.filter((one) => ["serious", "critical"].includes(one.impact));
  check(grave.length === 0, "axe finds nothing serious, " + what,
    grave.map((one) => one.id + " " + one.nodes.map((node) => node.target.join(" ")).join(", ")).join("; "));
  for (const one of result.violations.filter((other) => !grave.includes(other)))
    console.log("        axe: " + one.impact + ": " + one.id + " " + one.nodes.length);
}

async function tryFolder(browser, folder) {
  const story = JSON.parse(readFileSync(join(folder, "story.json"), "utf8"));
  const server = await serve(folder);
  const addresses = [`http://127.0.0.1:${server.address().port}/index.html`, `file://${folder}/index.html`];
  for (const address of addresses) {
    console.log(`${folder} (${story.form}) ${address.split(":")[0]}`);
    const page = await open(browser, address);
    await useIt(page, story);
    await speakBoth(page, story);
    await compareLegends(page, story);
    await findBarriers(page, "1280 wide");
    check(page.found.length === 0, "nothing is complained of", page.found.slice(0, 3).join(" | "));
    check(page.left.length === 0, "no request leaves the folder", page.left[0]);
    await page.context().close();
    await followLinks(browser, address);
    await leaveItAlone(browser, address);
  }
  const phone = await open(browser, addresses[0] + "#1871-05-24T12:00",
    { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, reducedMotion: "reduce" });
  await phone.tap('[data-tab="legend"]');
  check(await phone.isVisible("#legend"), "on a phone the legend is a tap away");
  const box = await phone.locator("#slider").boundingBox();
  await phone.touchscreen.tap(box.x + box.width * 0.9, box.y + box.height / 2);
  await drawn(phone);
  check((await current(phone)) > "1871-05-27", "the slider obeys touch", await current(phone));
  await findBarriers(phone, "on a phone");
  await phone.context().close();
  server.close();
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"] });
for (const folder of process.argv.slice(2)) await tryFolder(browser, resolve(folder));
await browser.close();
console.log(failures === 0 ? "all passed" : failures + " failed");
process.exit(failures === 0 ? 0 : 1);
