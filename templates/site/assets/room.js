// What makes the pages better for those who have scripts: suggestions, tables that sort, answers beside the question.
// Everything works without it.
"use strict";

// Suggestions below a search field: a combobox with a list, as ARIA's authoring practices have it.
document.querySelectorAll("input[data-suggest]").forEach((input) => {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = input.id + "-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  input.parentElement.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let wait, asked = 0;
  const options = () => [...list.children];
  const chosen = () => list.querySelector('[aria-selected="true"]');
  const choose = (option) => {
    options().forEach((other) => other.setAttribute("aria-selected", String(other === option)));
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(null);
  };
  const show = (hits) => {
    list.replaceChildren(...hits.map((hit, nth) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${nth}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.href = hit.href;
      const name = document.createElement("bdi");
      name.textContent = hit.label;
      const about = document.createElement("span");
      about.textContent = hit.detail ? `${hit.sort}, ${hit.detail}` : hit.sort;
      option.append(name, " ", about);
      return option;
    }));
    choose(null);
    list.hidden = hits.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };
  input.addEventListener("input", () => {
    clearTimeout(wait);
    const question = input.value.trim();
    if (question.length < 2) return close();
    wait = setTimeout(async () => {
      const mine = ++asked;
      try {
        const answer = await fetch("/suggest?q=" + encodeURIComponent(question));
        const hits = answer.ok ? await answer.json() : [];
        // an answer that comes late is for what stood there before
        if (mine === asked && document.activeElement === input) show(hits);
      } catch {
        close();
      }
    }, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const all = options(), at = all.indexOf(chosen());
    if (event.key === "ArrowDown") choose(all[(at + 1) % all.length]);
    else if (event.key === "ArrowUp") choose(all[(at <= 0 ? all.length : at) - 1]);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen()) location.assign(chosen().dataset.href);
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("li");
    event.preventDefault();
    if (option) location.assign(option.dataset.href);
  });
  input.addEventListener("blur", close);
});

// Tables sort by a click on a column's name: numbers as numbers, dates by their keys, words as the reader's language does.
const sortable = (table) => {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => row.cells[column].dataset.key ?? row.cells[column].textContent.trim();
      const number = (text) => (/^-?[\d.,]+$/.test(text) ? Number(text.replaceAll(",", "")) : NaN);
      const compare = (a, b) => {
        const [x, y] = [number(a), number(b)];
        return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b) : x - y;
      };
      const rows = [...table.tBodies[0].rows].map((row) => [key(row), row]);
      rows.sort(([a], [b]) => (a === "" || b === "" ? (a === "") - (b === "") : down ? compare(b, a) : compare(a, b)));
      table.tBodies[0].append(...rows.map(([, row]) => row));
    });
  });
};
document.querySelectorAll("table.sortable").forEach(sortable);

// Citations can be copied where the browser lets them.
document.querySelectorAll("button[data-copy]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = "Copied";
  });
});

// An answer of two columns, of which the second are numbers, is drawn too: a bar a row.
const chart = (table) => {
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
  const fits = rows.length > 1 && rows.length <= 40 && rows.every((row) => row.length === 2 && /^\d+(\.\d+)?$/.test(row[1]));
  if (!fits) return;
  const most = Math.max(...rows.map(([, number]) => Number(number))) || 1;
  const names = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
  const figure = document.createElement("figure");
  figure.className = "chart";
  figure.setAttribute("role", "img");
  figure.setAttribute("aria-label", `${names[1]} by ${names[0]}, as the table says`);
  for (const [label, number] of rows) {
    const [name, bar, count] = ["name", "bar", "count"].map((part) => {
      const made = document.createElement("span");
      made.className = part;
      figure.append(made);
      return made;
    });
    name.textContent = label || "—";
    bar.style.width = `${(Number(number) / most) * 100}%`;
    count.textContent = number;
  }
  (table.closest(".wide-table") ?? table).before(figure);
};
document.querySelectorAll("table.answer").forEach(chart);

// The answer to a question of one's own comes beside it, as a table or as text.
document.querySelectorAll("form.editor").forEach((form) => {
  const answer = document.createElement("section");
  answer.setAttribute("aria-live", "polite");
  form.after(answer);
  const say = (text, kind) => {
    const line = document.createElement(kind === "text" ? "pre" : "p");
    line.className = kind === "wrong" ? "complaint" : "facts";
    line.textContent = text;
    answer.append(line);
  };
  const table = ({ head, results }) => {
    const made = document.createElement("table");
    made.className = "sortable answer";
    const names = made.createTHead().insertRow();
    for (const name of head.vars) {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.textContent = name;
      names.append(cell);
    }
    const body = made.createTBody();
    for (const row of results.bindings.slice(0, 1000)) {
      const line = body.insertRow();
      for (const name of head.vars) {
        const cell = line.insertCell(), value = row[name];
        cell.dir = "auto";
        if (value?.type === "uri") {
          const link = document.createElement("a");
          link.href = "/doc?iri=" + encodeURIComponent(value.value);
          link.textContent = value.value;
          cell.append(link);
        } else if (value) {
          cell.textContent = value.value;
        }
      }
    }
    const room = document.createElement("div");
    room.className = "wide-table";
    room.tabIndex = 0;
    room.setAttribute("role", "region");
    room.setAttribute("aria-label", "Answer");
    room.append(made);
    answer.append(room);
    chart(made);
    sortable(made);
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    answer.replaceChildren();
    say("Asking …");
    try {
      const response = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/sparql-results+json, text/turtle;q=0.9", "Content-Type": "application/sparql-query" },
        body: form.elements.query.value,
      });
      const text = await response.text();
      answer.replaceChildren();
      if (!response.ok) return say(text || `${response.status} ${response.statusText}`, "wrong");
      if (!response.headers.get("Content-Type")?.includes("json")) return say(text, "text");
      const result = JSON.parse(text);
      if ("boolean" in result) return say(result.boolean ? "Yes" : "No");
      const count = result.results.bindings.length;
      say(count === 1 ? "1 row" : `${count} rows${count > 1000 ? ", of which the first 1000 are shown" : ""}`);
      if (count > 0) table(result);
    } catch {
      // a transfer that breaks off is a limit that was reached
      answer.replaceChildren();
      say("The answer broke off: it took too long, or grew too large.", "wrong");
    }
  });
});

// A drawn network: what is near is lit, the years may be narrowed, and one may come nearer.
document.querySelectorAll("[data-network]").forEach((box) => {
  const svg = box.querySelector("svg.drawn");
  const said = box.querySelector(".said");
  const unsaid = [...said.childNodes];
  const nodes = [...svg.querySelectorAll(".node")];
  const names = new Map([...svg.querySelectorAll("text[data-node]")].map((text) => [Number(text.dataset.node), text]));
  const ties = [...svg.querySelectorAll(".tie")].map((line) => ({
    line,
    ends: line.dataset.ends.split(" ").map(Number),
    years: line.dataset.years.split(" ").filter(Boolean).map(Number),
  }));

  // what is near
  const light = (on, linesOn) => {
    svg.classList.toggle("lit", on.size > 0);
    nodes.forEach((node, at) => {
      node.classList.toggle("on", on.has(at));
      names.get(at)?.classList.toggle("on", on.has(at));
    });
    ties.forEach(({ line }) => line.classList.toggle("on", linesOn.has(line)));
  };
  const look = (event) => {
    const target = event.target.closest?.(".node, .tie");
    if (!target) return light(new Set(), new Set()), said.replaceChildren(...unsaid);
    const at = nodes.indexOf(target);
    const near = ties.filter(({ line, ends }) => (at < 0 ? line === target : ends.includes(at)) && !line.classList.contains("out"));
    light(new Set([at, ...near.flatMap(({ ends }) => ends)].filter((node) => node >= 0)), new Set(near.map(({ line }) => line)));
    said.textContent = target.querySelector("title").textContent.split("\n").join(" · ");
  };
  svg.addEventListener("pointerover", look);
  svg.addEventListener("pointerleave", look);
  svg.addEventListener("focusin", look);

  // coming nearer: the part of the drawing that is shown
  const whole = svg.getAttribute("viewBox").split(" ").map(Number);
  let view = [...whole];
  const show = (x, y, wide, high) => {
    // no farther away than the whole, and never beside it
    const share = Math.min(1, Math.max(0.05, wide / whole[2]));
    [wide, high] = [whole[2] * share, whole[3] * share];
    x = Math.min(Math.max(x, whole[0]), whole[0] + whole[2] - wide);
    y = Math.min(Math.max(y, whole[1]), whole[1] + whole[3] - high);
    view = share < 1 ? [x, y, wide, high] : [...whole];
    svg.setAttribute("viewBox", view.join(" "));
    svg.classList.toggle("near", share < 1);
  };
  const zoom = (by, [x, y] = [view[0] + view[2] / 2, view[1] + view[3] / 2]) =>
    show(x - (x - view[0]) * by, y - (y - view[1]) * by, view[2] * by, view[3] * by);
  const place = (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [at.x, at.y];
  };
  const tools = document.createElement("p");
  tools.className = "tools";
  const button = (text, name, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.setAttribute("aria-label", name);
    made.addEventListener("click", act);
    tools.append(made);
  };
  button("+", "Nearer", () => zoom(1 / 1.5));
  button("−", "Farther", () => zoom(1.5));
  button("Whole", "The whole drawing", () => show(...whole));
  svg.before(tools);
  svg.addEventListener("wheel", (event) => {
    // a wheel alone scrolls the page
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(Math.exp(event.deltaY * 0.004), place(event));
  }, { passive: false });
  let held = null, moved = false;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !svg.classList.contains("near")) return;
    [held, moved] = [place(event), false];
  });
  svg.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [x, y] = place(event);
    if (!moved && Math.hypot(x - held[0], y - held[1]) < view[2] / 150) return;
    moved = true;
    svg.setPointerCapture(event.pointerId);
    show(view[0] + held[0] - x, view[1] + held[1] - y, view[2], view[3]);
  });
  const drop = () => (held = null);
  svg.addEventListener("pointerup", drop);
  svg.addEventListener("pointercancel", drop);
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("click", (event) => {
    // who has drawn the picture aside has not followed a link
    if (moved) event.preventDefault();
    moved = false;
  }, true);

  // the years, by the last day that a tie can have been on: what is told of in a report may have been long before
  const years = ties.flatMap(({ years }) => years);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  if (!(first < last) || box.classList.contains("ego")) return;
  const slider = document.createElement("fieldset");
  slider.className = "slider";
  const legend = document.createElement("legend");
  slider.append(legend);
  const [from, to] = [["First year", first], ["Last year", last]].map(([name, value]) => {
    const range = document.createElement("input");
    Object.assign(range, { type: "range", min: first, max: last, value });
    range.setAttribute("aria-label", name);
    slider.append(range);
    return range;
  });
  const narrow = () => {
    const [a, b] = [Number(from.value), Number(to.value)];
    const all = a === first && b === last;
    let count = 0;
    const there = new Set();
    for (const { line, ends, years } of ties) {
      const stays = all || years.some((year) => year >= a && year <= b);
      line.classList.toggle("out", !stays);
      if (stays) count += 1, ends.forEach((end) => there.add(end));
    }
    nodes.forEach((node, at) => {
      node.classList.toggle("out", !there.has(at));
      names.get(at)?.classList.toggle("out", !there.has(at));
    });
    legend.textContent = `${a} – ${b}: ${count} ${count === 1 ? "tie" : "ties"}, by the last day that each can have been on`;
  };
  from.addEventListener("input", () => (Number(from.value) > Number(to.value) && (to.value = from.value), narrow()));
  to.addEventListener("input", () => (Number(from.value) > Number(to.value) && (from.value = to.value), narrow()));
  narrow();
  tools.after(slider);
});
