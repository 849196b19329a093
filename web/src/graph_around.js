// What is around the focus of the graph, by relation, answers first, as a list to walk along.
import { cut, h, said } from "./dom.js";
import { lower, relationRank, relationWords } from "./words.js";

const MOST = 100; // of one relation; the node's own page has all

/** focus(at): takes the focus to another node, or lets it go with null. */
export function around(model, picture, at, focus) {
  return [
    h(
      "p",
      {},
      h("a", { href: model.href(at) }, h("b", {}, said(cut(model.names[at], 120)))),
      h("span", { class: "soft" }, ` ${lower(model.classes[at])} `),
      h("button", { type: "button", class: "small", click: () => focus(null) }, "Let go"),
    ),
    [...byRelation(model, picture, at)].map(([words, others]) => [
      h("h2", {}, `${words} (${others.size})`),
      h(
        "ul",
        { class: "found" },
        [...others].slice(0, MOST).map((other) => h("li", {}, hit(model, other, focus))),
      ),
    ]),
  ];
}

/** A button that takes the focus to a node, and what the node is. */
export function hit(model, at, focus) {
  const note = model.announced(at) || lower(model.classes[at]);
  return [
    h("button", { type: "button", class: "hit", click: () => focus(at) }, said(cut(model.names[at], 70))),
    h("span", { class: "soft" }, ` ${note}`),
  ];
}

function byRelation(model, picture, at) {
  const found = new Map();
  const rank = (edge) => relationRank(model.relations[edge]);
  for (const edge of [...model.incident[at]].sort((a, b) => rank(a) - rank(b) || a - b)) {
    const other = model.other(edge, at);
    const isTold = picture.drawn[edge] || model.relations[edge] === "NOT_RESPONSE_TO";
    if (!isTold || !picture.shown[other]) continue;
    const words = relationWords(model.relations[edge], model.source[edge] === at);
    found.set(words, (found.get(words) ?? new Set()).add(other));
  }
  return found;
}
