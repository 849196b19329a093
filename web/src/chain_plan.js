// Where the events of a chain stand: true time to the right, a lane for each actor, rows where labels would meet.
import { scaleUtc } from "d3-scale";
import { cut } from "./dom.js";

export const LABEL = 176;
export const LINE = 13;
const ROW = 62;
const MOST_ROWS = 5;
const LEFT = 64;
const RIGHT = LABEL + 24;
const TOP = 34;
const LANE_GAP = 18;
const WIDEST = 4; // times what the window shows

/** The plan for a width in pixels: places by node, lanes, size, and the time scale. */
export function plan(model, events, width) {
  const days = events.map((at) => Date.parse(model.announced(at)));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const margin = Math.max((last - first) * 0.02, 86_400_000);
  const narrowest = Math.max(width, 560);
  const tried = (wide) => {
    const time = scaleUtc([first - margin, last + margin], [LEFT + 16, wide - RIGHT]);
    const lanes = laid(model, events, time);
    return { lanes, time, wide, most: Math.max(...lanes.map((lane) => lane.rows)) };
  };
  // events of one day need a row each, however wide the axis is
  const enough = Math.max(MOST_ROWS, tried(narrowest * WIDEST).most);
  let made = tried(narrowest);
  while (made.most > enough) made = tried(made.wide * 1.15);
  return placed(model, made.lanes, made.time, made.wide);
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

function placed(model, lanes, time, width) {
  const places = new Map();
  let top = TOP;
  for (const lane of lanes) {
    lane.top = top;
    lane.height = lane.rows * ROW + LANE_GAP;
    for (const { at, x, row } of lane.places) {
      places.set(at, { x, y: top + LANE_GAP / 2 + row * ROW + ROW / 2, lines: wrapped(model.names[at]) });
    }
    top += lane.height;
  }
  return { places, lanes, time, width, height: top + 8, left: LEFT };
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
