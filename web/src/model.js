// The graph of the page: columns as they came, and what is looked up often.

import { lower } from "./words.js";

const MONTHS = "january february march april may june july august september october november december".split(" ");

/** Unpack the page's content: base64, gzip, JSON. */
export async function unpack() {
  const packed = atob(document.getElementById("content").textContent);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Model(await new Response(stream).json());
}

export class Model {
  constructor(content) {
    this.content = content;
    this.pool = content.pool;
    const { nodes, edges, claims } = content;
    this.size = nodes.class.length;
    this.edgeCount = edges.source.length;
    this.ids = this.texts(nodes.columns.id);
    this.names = this.texts(nodes.columns.name);
    this.classes = this.texts(nodes.class);
    this.dates = this.texts(nodes.columns.date);
    this.relations = this.texts(edges.relation);
    this.source = edges.source;
    this.target = edges.target;
    this.byId = new Map(this.ids.map((id, at) => [id, at]));
    this.incident = grouped(this.size, [edges.source, edges.target]);
    this.claimsOf = grouped(this.size, [claims.subject]);
    this.events = this.ids.map((_, at) => at).filter((at) => this.isEvent(at) && this.dates[at]);
    this.events.sort((a, b) => this.announced(a).localeCompare(this.announced(b)) || a - b);
  }

  texts(column) {
    return column ? column.map((at) => (at < 0 ? "" : this.pool[at])) : Array(this.size).fill("");
  }

  value(column, row) {
    const at = column ? column[row] : -1;
    if (Array.isArray(at)) return at.map((one) => this.pool[one]);
    return at === undefined || at < 0 ? null : this.pool[at];
  }

  /** A property of a node, null when it has none. */
  node(at, name) {
    return this.value(this.content.nodes.columns[name], at);
  }

  edge(at, name) {
    return this.value(this.content.edges.columns[name], at);
  }

  claim(at, name) {
    return this.value(this.content.claims.columns[name], at);
  }

  /** All properties of a row that it has, by name. */
  properties(kind, at) {
    const found = {};
    for (const [name, column] of Object.entries(this.content[kind].columns)) {
      const value = this.value(column, at);
      if (value !== null && value.length !== 0) found[name] = value;
    }
    return found;
  }

  isEvent(at) {
    return this.content.classes[this.classes[at]].labels.includes("Event");
  }

  colour(at) {
    return this.content.classes[this.classes[at]].colour;
  }

  announced(at) {
    return this.node(at, "announced") || this.dates[at] || "";
  }

  actors(at) {
    return this.node(at, "actor_countries") || [];
  }

  actor(at) {
    return this.actors(at)[0] || "?";
  }

  /** The name of a country by its code, the code where this page has no such region. */
  country(code) {
    return this.names[this.byId.get(`region:${String(code).toLowerCase()}`)] ?? code;
  }

  isUnchecked(at) {
    return this.node(at, "checked") === "unchecked";
  }

  href(at) {
    return `#/${this.isEvent(at) ? "event" : "entity"}/${encodeURIComponent(this.ids[at])}`;
  }

  other(edge, at) {
    return this.source[edge] === at ? this.target[edge] : this.source[edge];
  }

  /**
   * Nodes whose name, other name or id begins with or has the text, the best first; then those that have each of its
   * words, also in class, day, month and the acting countries, in order of time.
   */
  find(text, limit = 50) {
    const wanted = text.trim().toLowerCase();
    if (!wanted) return [];
    this.searched ??= this.names.map((_, at) => this.known(at));
    const words = wanted.split(/\s+/).map((word) => word.replace(/(..)s$/, "$1"));
    const found = [];
    for (let at = 0; at < this.size; at++) {
      const { names, all } = this.searched[at];
      const rank = rankOf(names, wanted);
      if (rank < 4) found.push([rank, "", this.names[at].length, at]);
      else if (words.every((word) => all.includes(word))) found.push([4, this.announced(at), 0, at]);
    }
    found.sort((a, b) => a[0] - b[0] || a[1].localeCompare(b[1]) || a[2] - b[2] || a[3] - b[3]);
    return found.slice(0, limit).map((one) => one[3]);
  }

  /** What a search looks at: names, and these with class, days and countries. */
  known(at) {
    const more = ["names", "aliases", "abbreviations"].flatMap((one) => this.node(at, one) || []);
    const names = [this.names[at], this.ids[at], ...more].map((one) => String(one).toLowerCase());
    const days = [this.dates[at], this.announced(at)].filter(Boolean);
    const months = days.map((day) => MONTHS[Number(day.slice(5, 7)) - 1]);
    const acting = this.actors(at).map((code) => this.country(code));
    return { names, all: [...names, lower(this.classes[at]), ...days, ...months, ...acting].join(" ").toLowerCase() };
  }
}

/** 0 the name itself, 1 its beginning, 2 the beginning of a word, 3 anywhere, 4 nowhere. */
function rankOf(names, wanted) {
  let best = 4;
  for (const known of names) {
    const place = known.indexOf(wanted);
    if (place < 0) continue;
    best = Math.min(best, known === wanted ? 0 : place === 0 ? 1 : known[place - 1] === " " ? 2 : 3);
  }
  return best;
}

function grouped(size, columns) {
  const found = Array.from({ length: size }, () => []);
  for (const column of columns) {
    column.forEach((node, row) => {
      if (node >= 0 && found[node][found[node].length - 1] !== row) found[node].push(row);
    });
  }
  return found;
}
