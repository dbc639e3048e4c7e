// What every journey needs: the built binary on a fresh database and a free port, a browser, a signed-in page, and the checks that hold on
// every page (accessibility, no sideways scrolling, no refused content).
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { mkdtempSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const CHROMIUM = process.env.PHAEN_CHROMIUM ?? "/usr/bin/chromium";
const DESK = { width: 1366, height: 768 };
const PHONE = { width: 360, height: 740 };
const SCREENSHOTS = new URL("../screenshots/", import.meta.url).pathname;

/** A port that nobody uses. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts the demonstration; answers its address, the shown password and how to stop and start it again. Its books lead to it where its port is known before. */
export async function demonstration({ linked = false } = {}) {
  const listening = linked ? `127.0.0.1:${await freePort()}` : "127.0.0.1:0";
  const directory = mkdtempSync(join(tmpdir(), "phaen-journey-"));
  const binary = process.env.PHAEN_BINARY;
  assert.ok(binary, "PHAEN_BINARY names the built binary");
  const start = (listen) =>
    new Promise((resolve, reject) => {
      const child = spawn(binary, ["--database", `sqlite:${join(directory, "phaen.db")}`, "demo", "--listen", listen], { cwd: directory });
      let said = "";
      child.stdout.on("data", (piece) => {
        said += piece;
        const address = said.match(/http:\/\/[0-9.:]+\//)?.[0];
        const password = said.match(/password:\s+(\S+)/)?.[1];
        if (address && password) resolve({ child, address, password });
      });
      child.stderr.on("data", () => {});
      child.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    });
  let running = await start(listening);
  const stop = () =>
    new Promise((resolve) => {
      running.child.removeAllListeners("exit");
      running.child.on("exit", resolve);
      running.child.kill("SIGTERM");
    });
  return {
    address: running.address,
    password: running.password,
    directory,
    async restart() {
      const listen = new URL(running.address).host;
      await stop();
      running = await start(listen);
    },
    async end() {
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A browser for one journey. */
export async function browser() {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** A page of an office screen, of nobody yet; complaints of the console fail the journey. */
export async function stranger(browser, viewport = DESK) {
  const context = await browser.newContext({ viewport, locale: "th-TH", acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.complaints = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) page.complaints.push(message.text());
  });
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  return page;
}

/** A page of somebody who has signed in. */
export async function signedIn(browser, site, login, viewport = DESK) {
  const page = await stranger(browser, viewport);
  await page.goto(site.address);
  await page.getByLabel("ชื่อบัญชี").fill(login);
  await page.getByLabel("รหัสผ่าน").fill(site.password);
  await page.getByRole("main").getByRole("button", { name: "เข้าสู่ระบบ" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/login"));
  return page;
}

/** A journey's own demonstration and browser, with these people signed in and a beginning made before its tests; all of it ends after them. */
export function journey(logins, begin, settings) {
  const journey = {
    people: {},
    address: (path) => new URL(path, journey.site.address).href,
    stranger: () => stranger(journey.chromium),
    signedIn: (login, password = journey.site.password) => signedIn(journey.chromium, { ...journey.site, password }, login),
    /** Somebody opens a page, presses a button of it, and is answered. */
    async presses(page, path, words) {
      await page.goto(journey.address(path));
      await page.getByRole("main").getByRole("button", { name: words, exact: true }).click();
      await page.getByRole("status").or(page.getByRole("alert")).first().waitFor();
    },
    /** Compiling leads somebody of the policy group to what is to be explained first; they explain it there, and compile. */
    async explainsAndCompiles(page, round, seen = async () => {}) {
      const main = page.getByRole("main");
      await journey.presses(page, `/rounds/${round}?plan=LED-2566`, "รวบรวมผลของรอบ");
      await page.waitForURL(/\/board\/findings\?.*answered=held/);
      await seen(page);
      const open = main.locator("details:has([name=explanation])");
      assert.ok((await open.count()) > 0, "findings of the plan are to be explained");
      for (let left = await open.count(); left > 0; left = await open.count()) {
        await open.first().locator("summary").click();
        await open.first().getByLabel("คำชี้แจง").fill("เป็นไปตามเล่มแผนที่ประกาศ จะแก้ไขในการปรับแผนครั้งถัดไป");
        await open.first().getByRole("button", { name: "บันทึกคำชี้แจง" }).click();
        await page.getByRole("status").filter({ hasText: "บันทึกคำชี้แจงแล้ว" }).waitFor();
      }
      await journey.presses(page, `/rounds/${round}?plan=LED-2566`, "รวบรวมผลของรอบ");
    },
    /** Somebody of the policy group opens a round of the year for all units. */
    async opensRound(page, round = "R9") {
      await page.goto(journey.address(`/rounds/${round}?plan=LED-2566`));
      await page.getByRole("main").getByRole("button", { name: "เปิดรอบ" }).click();
      await page.waitForURL(new RegExp(`rounds/${round}`));
    },
  };
  before(async () => {
    journey.site = await demonstration(settings);
    journey.chromium = await browser();
    for (const login of logins) journey.people[login] = await journey.signedIn(login);
    await begin?.(journey);
  });
  after(async () => {
    await journey.chromium?.close();
    await journey.site?.end();
  });
  return journey;
}

/** Does something while the page is as narrow as a phone. */
export async function onPhone(page, work) {
  const usual = page.viewportSize();
  await page.setViewportSize(PHONE);
  await work();
  await page.setViewportSize(usual);
}

/** Boxes of a page, tabs and tables among them, that scroll sideways within themselves. */
function scrolling(page) {
  return page.evaluate(() => {
    const scrolls = (box) => box.scrollWidth > box.clientWidth && ["auto", "scroll"].includes(getComputedStyle(box).overflowX);
    return [...document.querySelectorAll("main *")].filter(scrolls).map((box) => `${box.tagName} ${box.className}`);
  });
}

/** What must hold on every page; keeps a picture of it. */
export async function inspect(page, name) {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
  assert.equal(await page.locator("h1").count(), 1, `${name}: one heading`);
  const width = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(width[0] <= width[1], `${name}: scrolls sideways (${width})`);
  if (page.viewportSize().width <= PHONE.width) assert.deepEqual(await scrolling(page), [], `${name}: scrolls sideways within a box`);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }),
  );
  const told = violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target).join(" | ")}`);
  assert.deepEqual(told, [], `${name}: accessibility`);
  assert.deepEqual(page.complaints, [], `${name}: console`);
}

/** The shown figure of a name, in Arabic digits. */
export async function figure(page, id) {
  return page.locator(`[data-figure="${id}"]`).first().getAttribute("data-value");
}
