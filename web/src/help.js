// What the views show and how they are moved.
import { h } from "./dom.js";

const VIEWS = [
  [
    "#/chains",
    "Chains",
    "who answered whom: a lane for each actor, an arrow from an act to its answer, days on the arrow",
  ],
  ["#/timeline", "Timeline", "every dated event; drag over the months below the picture to choose a stretch of time"],
  ["#/graph", "Graph", "what is joined to what; choose a node to see what is around it, open it with a double click"],
];
const MARKS = [
  [
    "Solid arrow",
    "the answer is stated by who gave it, or reported; dashed: inferred by a model, with its probability",
  ],
  ["Grey arrow", "the later act changes the earlier one or carries it out"],
  ["Hollow mark", "nobody has yet compared the event with its source"],
  [
    "“Words”",
    "stand so in the source; grey words without quotation marks are this project's own record, with its source",
  ],
];
const KEYS = [
  ["/", "search by parts of names, kinds, countries, months and days: tariff april 2025"],
  ["Tab, Enter", "go on, open"],
  ["Arrow keys, + −, 0", "move, zoom and show all in the graph"],
  ["Enter, Escape", "open the focus of the graph, let it go"],
];

export function help() {
  const told = (rows, first = (row) => row[0]) =>
    h(
      "dl",
      { class: "told" },
      rows.map((row) => [h("dt", {}, first(row)), h("dd", {}, row.at(-1))]),
    );
  return {
    title: "Help",
    element: h(
      "section",
      { class: "page" },
      h("h1", { tabindex: "-1" }, "Help"),
      h("h2", {}, "Views"),
      told(VIEWS, ([href, name]) => h("a", { href }, name)),
      h("h2", {}, "Marks"),
      told(MARKS),
      h("h2", {}, "Keys"),
      told(KEYS),
      h(
        "p",
        {},
        "The address of this page keeps the view, its filters and its focus: ",
        "copy it to share them with somebody who has the same file. ",
        "Each table can be sorted by its headings and downloaded as it stands.",
      ),
    ),
  };
}
