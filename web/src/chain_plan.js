// Where the events of a chain stand: time to the right, a lane for each actor, rows where labels would meet.
import { scaleUtc } from "d3-scale";
import { bound, cut } from "./dom.js";
import { dayTicks, eventTicks } from "./ticks.js";

export const LABEL = 176;
export const LABEL_FROM = 12; // pixels from a marker to its label
export const LINE = 13;
const LETTER = 6.1; // pixels, about
const ROW = 62;
const MOST_ROWS = 5;
const LEFT = 64;
const RIGHT = LABEL + 24;
const TOP = 50;
const LANE_GAP = 18;
const WIDEST = 4; // times what the window shows
const DAY = 86_400_000;

/**
 * The plan for a width in pixels: places by node, lanes, size, the time scale and its ticks. The axis is true to time
 * as long as that needs few rows; else quiet stretches are shortened (`isBent`), and each tick is the day of an event.
 */
export function plan(model, events, width) {
  const days = [...new Set(events.map((at) => Date.parse(model.announced(at))))].sort((a, b) => a - b);
  const narrowest = Math.max(width, 560);
  const tried = (wide, isBent) => {
    const time = (isBent ? bent : straight)(days, [LEFT + 16, wide - RIGHT]);
    const lanes = laid(model, events, time);
    return { lanes, time, wide, isBent, days, most: Math.max(...lanes.map((lane) => lane.rows)) };
  };
  let made = tried(narrowest, false);
  if (made.most <= MOST_ROWS) return placed(model, made);
  // events of one day need a row each, however wide the axis is
  const enough = Math.max(MOST_ROWS + 1, tried(narrowest * WIDEST, true).most);
  made = tried(narrowest, true);
  while (made.most > enough) made = tried(made.wide * 1.15, true);
  return placed(model, made);
}

/** True time, with a margin at both ends. */
function straight(days, range) {
  const margin = Math.max((days.at(-1) - days[0]) * 0.02, DAY);
  return scaleUtc([days[0] - margin, days.at(-1) + margin], range);
}

/** Between two days that have events the logarithm of the time between them. */
function bent(days, [left, right]) {
  const steps = days.map((day, i) => (i ? Math.log2(1 + (day - days[i - 1]) / DAY) : 0));
  const whole = steps.reduce((sum, step) => sum + step, 0) || 1;
  let sum = 0;
  const range = steps.map((step) => left + ((right - left) * (sum += step)) / whole);
  return scaleUtc(days, range);
}

/** Each lane's events with their rows: the first row in which the label has room. */
function laid(model, events, time) {
  const lanes = new Map();
  for (const at of events) {
    const actor = model.actor(at);
    if (!lanes.has(actor)) lanes.set(actor, { actor, ends: [], places: [] });
    const lane = lanes.get(actor);
    const x = time(Date.parse(model.announced(at)));
    let row = lane.ends.findIndex((end) => end <= x);
    if (row < 0) row = lane.ends.length;
    lane.ends[row] = x + LABEL + 22;
    lane.places.push({ at, x, row });
  }
  return [...lanes.values()].map((lane) => ({ ...lane, rows: lane.ends.length }));
}

function placed(model, { lanes, time, wide, isBent, days }) {
  const places = new Map();
  let top = TOP;
  for (const lane of lanes) {
    lane.top = top;
    lane.height = lane.rows * ROW + LANE_GAP;
    for (const { at, x, row } of lane.places) {
      const place = { x, y: top + LANE_GAP / 2 + row * ROW + ROW / 2, lines: wrapped(bound(model.names[at])) };
      places.set(at, { ...place, boxes: boxes(place) });
    }
    top += lane.height;
  }
  const [begin, end] = [time.range()[0], time.range().at(-1)];
  const ticks = isBent ? eventTicks(time, days) : dayTicks(time, Math.floor((end - begin) / 120));
  return { places, lanes, time, ticks, isBent, width: wide, height: top + 8, left: LEFT };
}

/** What the marker and its label cover. */
function boxes({ x, y, lines }) {
  const wide = Math.max(...lines.map(breadth)) * LETTER;
  const tall = lines.length * LINE;
  return [
    { x: x - 8, y: y - 8, w: 16, h: 16 },
    { x: x + LABEL_FROM - 2, y: y - tall / 2 - 1, w: wide + 4, h: tall + 2 },
  ];
}

/** About so many letters a line; square ones of Chinese count twice. */
function wrapped(text, columns = 30, most = 3) {
  const lines = [""];
  for (const word of cut(text, 160)
    .split(" ")
    .flatMap((one) => pieces(one, columns))) {
    const line = lines.at(-1);
    if (line && breadth(line) + breadth(word) + 1 > columns) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), cut(lines.slice(most - 1).join(" "), columns - 1).replace(/…?$/, "…")];
}

function pieces(word, columns) {
  const found = [""];
  for (const letter of word) {
    if (breadth(found.at(-1)) + breadth(letter) > columns) found.push("");
    found[found.length - 1] += letter;
  }
  return found;
}

function breadth(text) {
  let sum = 0;
  for (const letter of text) sum += letter.codePointAt(0) > 0x2e7f ? 1.8 : 1;
  return sum;
}
