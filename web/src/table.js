// Tables that can be sorted, grow by the page, and are downloaded as CSV without formulas.
import { h, replace, announce, said } from "./dom.js";
import { count, plain } from "./words.js";

const PAGE = 100;

/**
 * columns: {name, text(row), cell?(row), kind?}; text sorts and is downloaded, cell is what is shown; of kind
 * `unshown` are those that are only downloaded.
 * Returns the element; `update(rows)` of it shows other rows, sorted as before.
 */
export function table(columns, rows, { caption, file }) {
  const state = { rows, shown: PAGE, by: -1, isDown: false };
  const body = h("tbody");
  const foot = h("div", { class: "more" });
  const label = h("span", { class: "count" });
  const seen = columns.filter((column) => column.kind !== "unshown");
  const heads = seen.map((column, at) =>
    h("th", { scope: "col" }, h("button", { type: "button", class: "sort", click: () => sortBy(at) }, column.name)),
  );
  const element = h(
    "section",
    { class: "tabled" },
    h(
      "div",
      { class: "tablehead" },
      h("h2", {}, caption),
      label,
      h(
        "button",
        { type: "button", class: "download", click: () => download(file, columns, state.rows) },
        "Download CSV",
      ),
    ),
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": `${caption}, table` },
      h("table", {}, h("thead", {}, h("tr", {}, heads)), body),
    ),
    foot,
  );

  function sortBy(at) {
    state.isDown = state.by === at && !state.isDown;
    state.by = at;
    sort();
    heads.forEach((head, i) =>
      head.setAttribute("aria-sort", i !== at ? "none" : state.isDown ? "descending" : "ascending"),
    );
    announce(`Sorted by ${seen[at].name}, ${state.isDown ? "descending" : "ascending"}`);
    draw();
  }

  function sort() {
    const { text } = seen[state.by];
    const number = (value) => (value !== "" && Number.isFinite(+value) ? +value : null);
    state.rows = [...state.rows].sort((a, b) => {
      const [left, right] = [plain(text(a)), plain(text(b))];
      const order = number(left) !== null && number(right) !== null ? left - right : left.localeCompare(right);
      return state.isDown ? -order : order;
    });
  }

  function draw() {
    label.textContent = count(state.rows.length, "row");
    replace(
      body,
      state.rows.slice(0, state.shown).map((row) =>
        h(
          "tr",
          {},
          seen.map((column) =>
            h("td", { class: column.kind ?? null }, column.cell ? column.cell(row) : said(plain(column.text(row)))),
          ),
        ),
      ),
    );
    const left = state.rows.length - state.shown;
    replace(
      foot,
      left > 0 &&
        h(
          "button",
          {
            type: "button",
            click: () => {
              state.shown += PAGE;
              draw();
            },
          },
          `Show ${Math.min(PAGE, left)} more of ${count(left, "row")}`,
        ),
      !state.rows.length && h("p", { class: "none" }, "Nothing here."),
    );
  }

  element.update = (next) => {
    state.rows = next;
    state.shown = PAGE;
    if (state.by >= 0) sort();
    draw();
  };
  draw();
  return element;
}

/** CSV (RFC 4180) in UTF-8 with a mark, so that a spreadsheet reads Chinese. */
export function csv(columns, rows) {
  const lines = [columns.map((column) => column.name), ...rows.map((row) => columns.map((column) => column.text(row)))];
  return "\ufeff" + lines.map((line) => line.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

/** A cell that a spreadsheet shows and never runs. */
export function csvCell(value) {
  const text = value === null || value === undefined ? "" : Array.isArray(value) ? value.join("; ") : String(value);
  const harmless = typeof value !== "number" && /^[=+\-@\t\r\n]/.test(text) ? "'" + text : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function download(file, columns, rows) {
  const address = URL.createObjectURL(new Blob([csv(columns, rows)], { type: "text/csv;charset=utf-8" }));
  const link = h("a", { href: address, download: `${file.replace(/[^\w.-]+/g, "-").slice(0, 80)}.csv` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  announce(`Downloaded ${count(rows.length, "row")}`);
}
