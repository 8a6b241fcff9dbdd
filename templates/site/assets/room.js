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
