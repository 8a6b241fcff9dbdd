// The reading room in Chromium: every page opens clean, in both widths, with scripts and without; what can be used, works.
//
// `run.sh` says how. CHANCERY is the program, CHANCERY_ROOT the repository, CHROMIUM the browser, by default Debian's;
// pictures of the pages go to SCREENSHOTS if that is set.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { chromium } from "playwright-core";
import { served } from "./served.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const GRAPHS = ["data/samples/inter-korean-relations.txt", "tests/gold/dev-listing.txt", "tests/browser/hostile.txt"].map(
  (path) => join(process.env.CHANCERY_ROOT ?? ".", path),
);
const WIDTHS = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

const PAGES = {
  home: "/",
  people: "/people",
  missions: "/missions",
  places: "/places",
  bodies: "/bodies",
  collections: "/collections",
  documents: "/documents",
  encounters: "/encounters",
  plans: "/plans",
  search: "/search?q=kim",
  questions: "/queries",
  question: "/queries/person?person=Puzanov",
  ask: "/query",
  about: "/about",
  network: "/network",
  letters: "/network?tie=corresponded&nodes=missions",
  states: "/network?nodes=states&from=1955&to=1962",
  person: "/doc/person/aleksandr-puzanov",
  place: "/doc/place/north-korea",
};

let server, browser;
before(async () => {
  assert.ok(process.env.CHANCERY, "CHANCERY names the program");
  server = await served(process.env.CHANCERY, GRAPHS);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
  });
  await complete();
});
after(async () => {
  await browser?.close();
  await server?.end();
});

/** Adds to the pages those whose addresses only the graph knows. */
async function complete() {
  const first = async (address, start) => {
    const page = await (await fetch(server.address + address)).text();
    const found = [...page.matchAll(/href="([^"]+)"/g)].map(([, href]) => href.replaceAll("&#38;", "&").replaceAll("&amp;", "&"));
    const href = found.find((href) => href.startsWith(start));
    assert.ok(href, `nothing at ${address} leads to ${start}`);
    return href;
  };
  PAGES.document = await first("/documents", "/doc/record/");
  PAGES.mission = await first("/missions", "/doc/mission/");
  PAGES.collection = await first("/collections", "/doc/");
  PAGES.encounter = (await first("/encounters", "/doc/record/"));
  PAGES.tie = await first("/network", "/network/tie?");
}

/** A page of a width, and all that goes wrong on it. */
async function opened(path, { viewport = WIDTHS.desktop, scripts = true, colorScheme = "light", expected = 200 } = {}) {
  // axe is put in by the browser, which our policy would refuse
  const context = await browser.newContext({ viewport, javaScriptEnabled: scripts, colorScheme });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("requestfailed", (request) => wrong.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on("dialog", (dialog) => (wrong.push(`a dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on("request", (request) => request.url().startsWith(server.address) || request.url().startsWith("data:") || wrong.push(`from elsewhere: ${request.url()}`));
  page.on("response", (response) => response.status() >= 400 && response.status() !== expected && wrong.push(`${response.status()} at ${response.url()}`));
  const response = await page.goto(server.address + path);
  assert.equal(response.status(), expected, path);
  return { page, wrong, end: () => context.close() };
}

async function pictured(page, name) {
  if (process.env.SCREENSHOTS) {
    await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`), fullPage: true });
  }
}

describe("every page", () => {
  for (const [size, colorScheme] of [["desktop", "light"], ["phone", "dark"]]) {
    const viewport = WIDTHS[size];
    test(`opens clean and can be used by everybody: ${size}, ${colorScheme}`, async () => {
      for (const [name, path] of Object.entries(PAGES)) {
        const { page, wrong, end } = await opened(path, { viewport, colorScheme });
        await page.waitForLoadState("networkidle");
        await pictured(page, `${name}-${size}-${colorScheme}`);
        const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${path} is ${wide} pixels too wide`);
        await page.evaluate(AXE);
        const { violations } = await page.evaluate(() => axe.run());
        const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
        const told = serious.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("\n")}`);
        assert.deepEqual(told, [], path);
        assert.deepEqual(wrong, [], path);
        await end();
      }
    });
  }

  test("is the same without scripts", async () => {
    for (const path of Object.values(PAGES)) {
      const links = async (scripts) => {
        const { page, wrong, end } = await opened(path, { scripts });
        const found = await page.locator("a[href]").evaluateAll((all) => all.map((a) => a.getAttribute("href")).sort());
        const shown = await page.locator("h1").isVisible();
        assert.ok(shown, path);
        assert.deepEqual(wrong, [], path);
        await end();
        return found;
      };
      assert.deepEqual(await links(false), await links(true), path);
    }
  });

  test("that is not there is said to be so", async () => {
    const { page, end } = await opened("/doc/person/aleksandr-puzanow", { expected: 404 });
    await page.getByRole("link", { name: /Puzanov/ }).first().click();
    await page.waitForURL("**/doc/person/aleksandr-puzanov");
    await end();
  });
});

describe("search", () => {
  test("suggests while one types, and goes there by keys alone", async () => {
    const { page, wrong, end } = await opened("/");
    const box = page.getByRole("combobox");
    await box.pressSequentially("puzan");
    await page.getByRole("option").first().waitFor();
    await box.press("ArrowDown");
    const chosen = page.getByRole("option", { selected: true });
    assert.match(await chosen.textContent(), /Puzanov/);
    await box.press("Enter");
    await page.waitForURL("**/doc/person/aleksandr-puzanov");
    assert.deepEqual(wrong, []);
    await end();
  });

  test("works without scripts", async () => {
    const { page, end } = await opened("/people", { scripts: false });
    await page.getByRole("searchbox").fill("Puzanov");
    await page.getByRole("searchbox").press("Enter");
    await page.getByRole("link", { name: /Puzanov/ }).first().click();
    assert.match(page.url(), /\/doc\//);
    await end();
  });
});

describe("the network", () => {
  const view = (page) => page.locator(".canvas svg").evaluate((svg) => svg.getAttribute("viewBox").split(" ").map(Number));

  test("leads to people and to what is behind a line", async () => {
    const { page, wrong, end } = await opened("/network");
    const node = page.locator(".canvas .node").first();
    const said = (await node.locator("title").textContent()).split("\n")[0];
    await node.hover();
    assert.match(await page.locator(".said").textContent(), new RegExp(RegExp.escape?.(said) ?? said));
    assert.ok((await page.locator(".canvas .node.on").count()) > 1, "neighbours are lit");
    await node.click();
    await page.waitForURL("**/doc/**");
    assert.equal(await page.locator("h1").textContent(), said);
    await page.goBack();
    const row = page.locator(".ties-table tbody tr").first();
    const count = Number((await row.locator("td.number a").evaluate((a) => a.firstChild.textContent)).trim());
    await row.locator("td.number a").click();
    await page.waitForURL("**/network/tie?**");
    assert.equal(await page.locator(".rows > li").count(), count);
    assert.deepEqual(wrong, []);
    await end();
  });

  test("comes nearer, is moved, and goes back", async () => {
    const { page, end } = await opened("/network");
    const whole = await view(page);
    await page.getByRole("button", { name: "Nearer" }).click();
    await page.getByRole("button", { name: "Nearer" }).click();
    const near = await view(page);
    assert.ok(near[2] < whole[2] / 2, `${near}`);
    const box = await page.locator(".canvas svg").boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 120, y - 60, { steps: 6 });
    await page.mouse.up();
    const moved = await view(page);
    assert.ok(moved[0] > near[0] && moved[1] > near[1], `${near} to ${moved}`);
    assert.match(page.url(), /\/network$/, "moving is no click");
    await page.getByRole("button", { name: "The whole drawing" }).click();
    assert.deepEqual(await view(page), whole);
    await end();
  });

  test("is narrowed to years by the slider, and by the form to what may have been then", async () => {
    const { page, end } = await opened("/network");
    const lines = page.locator(".canvas .tie");
    const all = await lines.count();
    const last = page.getByRole("slider", { name: "Last year" });
    const year = Number(await last.getAttribute("max")) - 3;
    await last.fill(String(year));
    const known = await lines.evaluateAll((all, year) => all.filter((a) => a.dataset.years.split(" ").some((one) => one && Number(one) <= year)).length, year);
    assert.ok(known > 0 && known < all, `${known} of ${all}`);
    assert.equal(await page.locator(".canvas .tie:not(.out)").count(), known);
    await page.getByLabel("From", { exact: true }).fill("1965");
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL("**from=1965**");
    const later = await lines.count();
    assert.ok(later > 0 && later < all, `${later} of ${all}`);
    await end();
  });

  test("can be taken away in every format", async () => {
    const { page, end } = await opened("/network");
    const files = await page.locator("a[download]").evaluateAll((all) => all.map((a) => a.href));
    assert.equal(files.length, 9);
    for (const file of files) {
      const response = await page.request.get(file);
      assert.equal(response.status(), 200, file);
      assert.ok((await response.body()).length > 100, file);
    }
    await end();
  });
});

describe("questions", () => {
  test("of one's own are answered beside the question, and complaints name the place", async () => {
    const { page, end } = await opened("/query");
    const ask = async (query) => {
      await page.getByLabel("Query").fill(query);
      await page.getByRole("button", { name: "Ask" }).click();
    };
    await ask("SELECT ?x WHERE {\n  ?x a }");
    assert.match(await page.locator(".complaint").textContent(), /2/);
    await ask("SELECT ?form (COUNT(?x) AS ?count) WHERE { ?x <https://www.ica.org/standards/RiC/ontology#hasDocumentaryFormType>/<http://www.w3.org/2004/02/skos/core#prefLabel> ?form } GROUP BY ?form ORDER BY DESC(?count)");
    await page.locator("table.answer").waitFor();
    assert.ok((await page.locator("table.answer tbody tr").count()) > 3);
    assert.equal(await page.locator(".chart .bar").count(), await page.locator("table.answer tbody tr").count());
    await end();
  });
});

describe("hostile words", () => {
  test("stay words", async () => {
    const { page, wrong, end } = await opened("/documents?year=1963");
    const links = await page.locator("main a[href^='/doc/']").evaluateAll((all) => [...new Set(all.map((a) => a.getAttribute("href")))]);
    assert.ok(links.length > 1);
    for (const link of [...links, "/network?of=%22%3E%3Cscript%3Ewindow.ran=9%3C/script%3E&state=%22onload=alert(1)"]) {
      await page.goto(server.address + link);
      await page.waitForLoadState("networkidle");
      assert.equal(await page.evaluate(() => window.ran), undefined, link);
    }
    assert.deepEqual(wrong.filter((line) => !line.includes("400")), []);
    await end();
  });
});
