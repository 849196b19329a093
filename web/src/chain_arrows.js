// The ways of arrows in a chain: of several curves the one that runs under the fewest names and markers.

const SAMPLES = 64;
const PAST = 206; // pixels from a marker to the end of the longest name
const GAP = 31; // pixels from a row to the middle between it and the next one
const RISE = 44; // pixels of a curve over the names of a row
const TEXT = { height: 14, letter: 6.2 };

/**
 * The best curve (cubics: a point, and three more for each) from the earlier marker to the later one.
 * boxes: {x, y, w, h} of names and markers; the two markers' own are left by the curve's ends.
 */
export function route(from, to, boxes) {
  let [best, least] = [null, Infinity];
  for (const curve of curves(from, to)) {
    const cost = hidden(curve, boxes);
    if (cost < least) [best, least] = [curve, cost];
    if (!cost) break;
  }
  return best;
}

/** The likely ones first: within a row over or under the names, else down or up to the left of the other marker. */
function curves(from, to) {
  return Math.abs(to.y - from.y) < 20 ? within(from, to) : between(from, to);
}

function within(from, to) {
  const lift = RISE + Math.min(14, (to.x - from.x) / 60);
  return [-1, 1].flatMap((side) => [
    ...[4, -10, -24].map((start) => [
      { x: from.x, y: from.y + side * 8 },
      { x: from.x + start, y: from.y + side * lift },
      { x: to.x - 8, y: to.y + side * lift },
      { x: to.x - 2, y: to.y + side * 9 },
    ]),
    ...besides(from, to, side).slice(0, 1),
  ]);
}

function between(from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const away = Math.sign(dy);
  const start = { x: from.x, y: from.y + away * 8 };
  const left = [0.75, 0.95, 0.5].flatMap((drop) =>
    [0.3, 0.12, 0.6].map((reach) => [
      start,
      { x: from.x + Math.min(0, dx) - 4, y: from.y + dy * drop },
      { x: to.x - Math.max(34, dx * reach), y: to.y },
      { x: to.x - 10, y: to.y },
    ]),
  );
  const straight = [0.1, 0.35, 0.65, 0.9].map((turn) => [
    start,
    { x: from.x, y: from.y + dy * turn + away * 20 },
    { x: to.x - 2, y: from.y + dy * turn },
    { x: to.x - 2, y: to.y - away * 10 },
  ]);
  const bows = [24, 44, 70, 110].flatMap((bow) =>
    [0.3, 0.6].map((turn) => [
      { x: from.x - 6, y: from.y + away * 6 },
      { x: from.x - bow, y: from.y + dy * turn },
      { x: Math.min(from.x, to.x) - bow, y: to.y - dy * (turn / 3) },
      { x: to.x - 10, y: to.y },
    ]),
  );
  return [...left, ...straight, ...bows, ...besides(from, to, away)];
}

/** Past the own name in the gap to the next row, then on to a marker that is far enough to the right. */
function besides(from, to, away) {
  const [turn, gap] = [from.x + PAST, from.y + away * GAP];
  if (to.x < turn + 30) return [];
  const out = [
    { x: from.x, y: from.y + away * 8 },
    { x: from.x, y: gap },
    { x: from.x + 10, y: gap },
    { x: turn, y: gap },
  ];
  return [
    [
      ...out,
      { x: to.x - 2, y: gap },
      { x: to.x - 2, y: gap + Math.sign(to.y - gap) * 10 },
      { x: to.x - 2, y: to.y + Math.sign(gap - to.y) * 10 },
    ],
    [...out, { x: turn + 30, y: gap }, { x: turn + 10, y: to.y }, { x: to.x - 10, y: to.y }],
  ];
}

/** About how many pixels of a curve lie under boxes. */
function hidden(curve, boxes) {
  const points = Array.from({ length: SAMPLES - 1 }, (_, i) => along(curve, (i + 1) / SAMPLES));
  const [xs, ys] = [points.map((point) => point.x), points.map((point) => point.y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const near = boxes.filter((box) => box.x < right && left < box.x + box.w && box.y < bottom && top < box.y + box.h);
  const covered = (point) =>
    near.some((box) => point.x > box.x && point.x < box.x + box.w && point.y > box.y && point.y < box.y + box.h);
  const step = (point, i) => Math.hypot(point.x - points[i - 1].x, point.y - points[i - 1].y);
  return points.reduce((sum, point, i) => (i && covered(point) ? sum + step(point, i) : sum), 0);
}

export function path(curve) {
  const [start, ...rest] = curve.map((point) => `${point.x.toFixed(1)},${point.y.toFixed(1)}`);
  return `M${start} C${rest.join(" ")}`;
}

/** The point of a curve at t, 0 to 1, each of its cubics having an equal share. */
function along(curve, whole) {
  const cubics = (curve.length - 1) / 3;
  const at = Math.min(cubics - 1, Math.floor(whole * cubics));
  return pointOf(curve.slice(3 * at, 3 * at + 4), whole * cubics - at);
}

function pointOf(cubic, t) {
  const weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
  return {
    x: cubic.reduce((sum, one, i) => sum + weights[i] * one.x, 0),
    y: cubic.reduce((sum, one, i) => sum + weights[i] * one.y, 0),
  };
}

/** A place on the curve where a text covers no box and no other such text; none when there is none. */
export function place(curve, text, taken) {
  const width = text.length * TEXT.letter + 4;
  for (const t of [0.5, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2, 0.9, 0.1]) {
    const { x, y } = along(curve, t);
    const box = { x: x - width / 2, y: y - TEXT.height / 2, w: width, h: TEXT.height };
    if (taken.some((one) => meets(box, one))) continue;
    taken.push(box);
    return { x, y };
  }
  return null;
}

function meets(a, b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
