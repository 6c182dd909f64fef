// Opens pages in headless Chromium and tells what is wrong with them: messages
// on the console, anything that is loaded, what axe-core finds (WCAG 2.2 A and
// AA and its best practices), pages that are wider than the screen. Each page
// is looked at on a desk, on a screen of 320 pixels, in the dark, on paper, in
// forced colours, and after sorting and filtering by its script.
//
//   node check.mjs [--shots DIR] PAGE.html...
//
// CHROMIUM names another browser than "chromium". Exit status 1: a fault.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const VIEWS = [
  { name: "desk", width: 1280, height: 900 },
  { name: "narrow", width: 320, height: 640 },
  { name: "dark", width: 1280, height: 900, features: [{ name: "prefers-color-scheme", value: "dark" }] },
  { name: "forced", width: 1280, height: 900, features: [{ name: "forced-colors", value: "active" }] },
  { name: "print", width: 794, height: 1123, media: "print" },
  { name: "used", width: 1280, height: 900, act: true },
];

// Presses the first heads of columns and fills in the first fields.
const ACT = `
  document.querySelectorAll("th button").forEach((button, at) => { if (at < 20) { button.click(); button.click(); } });
  const field = document.querySelector(".filter input");
  if (field) { field.value = "1"; field.dispatchEvent(new Event("input")); }
`;

class Browser {
  constructor(profile) {
    const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe"];
    this.child = spawn(process.env.CHROMIUM ?? "chromium", [...flags, `--user-data-dir=${profile}`], {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    this.waiting = new Map();
    this.heard = [];
    this.last = 0;
    let rest = "";
    this.child.stdio[4].on("data", (bytes) => {
      const messages = (rest + bytes).split("\0");
      rest = messages.pop();
      messages.forEach((message) => this.hear(JSON.parse(message)));
    });
    this.gone = new Promise((_, fail) => this.child.on("error", fail));
  }

  hear(message) {
    const waiter = this.waiting.get(message.id);
    if (!waiter) {
      this.heard.push(message);
    } else if (message.error) {
      waiter.fail(new Error(message.error.message));
    } else {
      waiter.done(message.result);
    }
  }

  send(method, params = {}, sessionId = undefined) {
    const id = ++this.last;
    const answer = new Promise((done, fail) => this.waiting.set(id, { done, fail }));
    this.child.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + "\0");
    return Promise.race([answer, this.gone]);
  }

  async open(url, view) {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    const send = (method, params) => this.send(method, params, sessionId);
    const { width, height, media = "", features = [] } = view;
    this.heard = [];
    for (const domain of ["Page", "Runtime", "Log", "Network"]) { await send(`${domain}.enable`); }
    await send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
    await send("Emulation.setEmulatedMedia", { media, features });
    await send("Page.navigate", { url });
    while (!this.heard.some((message) => message.method === "Page.loadEventFired")) {
      await new Promise((done) => setTimeout(done, 20));
    }
    const evaluate = async (expression) => {
      const answer = await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
      if (answer.exceptionDetails) { throw new Error(answer.exceptionDetails.exception?.description ?? "no answer"); }
      return answer.result.value;
    };
    return { send, evaluate, close: () => this.send("Target.closeTarget", { targetId }) };
  }

  // What the page said or loaded besides itself.
  noise(url) {
    const words = ({ method, params }) => {
      switch (method) {
        case "Runtime.consoleAPICalled":
          return `console: ${params.args.map((part) => part.value).join(" ")}`;
        case "Runtime.exceptionThrown":
          return `exception: ${params.exceptionDetails.exception?.description ?? params.exceptionDetails.text}`;
        case "Log.entryAdded":
          return `log: ${params.entry.text}`;
        case "Network.requestWillBeSent":
          return params.request.url.split("#")[0] === url ? undefined : `loads ${params.request.url}`;
      }
    };
    return this.heard.map(words).filter(Boolean);
  }
}

async function look(browser, url, view, shots) {
  const page = await browser.open(url, view);
  if (view.act) { await page.evaluate(ACT); }
  const faults = browser.noise(url);
  const width = await page.evaluate("document.scrollingElement.scrollWidth");
  if (width > view.width && view.media !== "print") { faults.push(`is ${width} pixels wide on ${view.width}`); }
  await page.evaluate(`${AXE}; true`);
  const run = `axe.run(document, { runOnly: ${JSON.stringify(RULES)}, resultTypes: ["violations"] })`;
  const violations = JSON.parse(await page.evaluate(`${run}.then((found) => JSON.stringify(found.violations))`));
  for (const { id, help, nodes } of violations) {
    faults.push(`${id}: ${help} (${nodes.length} times, first ${nodes[0].html.slice(0, 120)})`);
  }
  if (shots) {
    const name = join(shots, `${url.split("/").slice(-2).join("-").replace(/\.html$/, "")}-${view.name}`);
    const { data } = await page.send("Page.captureScreenshot", { captureBeyondViewport: true, clip: {
      x: 0, y: 0, width: view.width, height: Math.min(await page.evaluate("document.body.scrollHeight"), 16000), scale: 1,
    } });
    writeFileSync(`${name}.png`, Buffer.from(data, "base64"));
    if (view.media === "print") {
      const pdf = await page.send("Page.printToPDF", { preferCSSPageSize: true });
      writeFileSync(`${name}.pdf`, Buffer.from(pdf.data, "base64"));
    }
  }
  await page.close();
  return faults;
}

const pages = process.argv.slice(2);
const shots = pages[0] === "--shots" ? resolve(pages.splice(0, 2)[1]) : undefined;
if (pages.length === 0) {
  console.error("usage: node check.mjs [--shots DIR] PAGE.html...");
  process.exit(2);
}
if (shots) { mkdirSync(shots, { recursive: true }); }
const profile = mkdtempSync(join(tmpdir(), "rightplace-browser-"));
const browser = new Browser(profile);
let passed = 0, failed = 0;
try {
  for (const page of pages) {
    for (const view of VIEWS) {
      const faults = await look(browser, pathToFileURL(resolve(page)).href, view, shots);
      faults.length === 0 ? passed++ : failed++;
      faults.forEach((fault) => console.log(`${page}, ${view.name}: ${fault}`));
    }
  }
} finally {
  browser.child.kill();
  await new Promise((done) => browser.child.on("exit", done));
  rmSync(profile, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
