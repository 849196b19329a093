// How relations, properties and values read in English.

const OUT = {
  RESPONDS_TO: "answers",
  NOT_RESPONSE_TO: "is no answer to",
  CARRIES_OUT: "carries out",
  CHANGES: "changes",
  ISSUED: "issued",
  MADE: "made",
  TARGETS: "targets",
  LISTED_ON: "listed on",
  ADDS_TO: "adds to",
  PARTICIPATED_IN: "took part in",
  HAS_STATE: "state for",
  IN_EPISODE: "is part of",
  BASED_ON: "based on",
  EVIDENCED_BY: "stands in",
  CANDIDATE_OF: "may be the same as",
  HOLDS_OFFICE: "holds office in",
  HELD_IN: "held in",
};
const IN = {
  RESPONDS_TO: "answered by",
  NOT_RESPONSE_TO: "not answered by",
  CARRIES_OUT: "carried out by",
  CHANGES: "changed by",
  ISSUED: "issued by",
  MADE: "made by",
  TARGETS: "targeted by",
  HAS_STATE: "subject to",
  LISTED_ON: "lists",
  ADDS_TO: "added to by",
  PARTICIPATED_IN: "participants",
  IN_EPISODE: "events",
  BASED_ON: "basis of",
  ABOUT: "talked of in",
  ADDRESSES: "addressed by",
  PART_OF: "parts",
  OWNED_BY: "owns",
  LOCATED_IN: "place of",
  MAINTAINS: "maintained by",
  HOLDS_OFFICE: "office of",
  HELD_IN: "place of",
  EVIDENCED_BY: "evidence of",
  CANDIDATE_OF: "may be the same as",
  HAS_ADDRESS: "address of",
  EXEMPTS: "exempted by",
  APPLIES_TO: "concerned by",
  LED_TO: "came from",
};
// what an analyst looks for first
const FIRST = ["RESPONDS_TO", "CARRIES_OUT", "CHANGES", "ISSUED", "MADE", "TARGETS", "LISTED_ON", "ADDS_TO"];
const PROPERTIES = {
  actor_countries: "who acted",
  target_countries: "against",
  rate_pct: "rate, %",
  claimed_count: "number claimed",
  median_lag_days: "median lag, days",
  plover_code: "PLOVER code",
};
const BASIS = {
  official_record: "official record",
  official_words: "official words",
  press: "press",
  bundled: "this project's own record",
  decision: "decision of a person",
};

export function relationWords(relation, isOut) {
  return (isOut ? OUT : IN)[relation] ?? (isOut ? "" : "← ") + lower(relation);
}

/** The place of a relation in a list: answers first, what is no answer last. */
export function relationRank(relation) {
  if (relation === "NOT_RESPONSE_TO") return 100;
  return FIRST.indexOf(relation) + 1 || 99;
}

export function propertyWords(name) {
  return PROPERTIES[name] ?? lower(name);
}

/** A name of the schema as words: target_countries, TariffAction. */
export function lower(name) {
  return name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
}

export function basisWords(basis) {
  return BASIS[basis] ?? basis ?? "";
}

export function plain(value) {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(plain).join("; ");
  return typeof value === "number" ? value.toLocaleString("en-GB", { maximumFractionDigits: 3 }) : String(value);
}

export function lagWords(days) {
  if (days === null || days === undefined) return "after an unknown time";
  if (days === 0) return "the same day";
  return days > 0 ? `after ${count(days, "day")}` : `${count(-days, "day")} before`;
}

export function count(number, noun) {
  return `${number.toLocaleString("en-GB")} ${noun}${number === 1 ? "" : "s"}`;
}

export function days(from, to) {
  return from && to ? Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) : null;
}
