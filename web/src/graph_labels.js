// Which names stand in the graph: the most important first, and none over another one or over a node of its own rank.

const CELL = 48;
const HEIGHT = 14;

/** Discs and names in the picture, found by the cells of a grid; `r` says how much a thing may not be covered. */
class Taken {
  constructor() {
    this.cells = new Map();
  }

  take(box) {
    for (const cell of cellsOf(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }

  /** Square pixels that a box covers of things below the limit; Infinity when it meets one of the limit or above. */
  cost(box, limit) {
    let area = 0;
    for (const cell of cellsOf(box)) {
      for (const one of this.cells.get(cell) ?? []) {
        if (one.owner === box.owner || !meets(one, box)) continue;
        if (one.r >= limit) return Infinity;
        area += overlap(one.x, one.w, box.x, box.w) * overlap(one.y, one.h, box.y, box.h);
      }
    }
    return area;
  }
}

function cellsOf(box) {
  const found = [];
  for (let i = Math.floor(box.x / CELL); i <= Math.floor((box.x + box.w) / CELL); i++) {
    for (let j = Math.floor(box.y / CELL); j <= Math.floor((box.y + box.h) / CELL); j++) found.push(`${i} ${j}`);
  }
  return found;
}

function meets(a, b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

function overlap(start, length, otherStart, otherLength) {
  return Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart);
}

function isInside(box, within) {
  return !within || (box.x >= 0 && box.y >= 0 && box.x + box.w <= within.width && box.y + box.h <= within.height);
}

/** Right, left, below, above, and between these. */
function boxesAround(node, width) {
  const [near, far] = [node.r + 3, -node.r - 3 - width];
  const [up, down] = [-node.r - HEIGHT - 1, node.r + 1];
  const middle = [-width / 2, -HEIGHT / 2];
  return [
    [near, middle[1]],
    [far, middle[1]],
    [middle[0], down],
    [middle[0], up],
    [node.r * 0.7, down - 3],
    [node.r * 0.7, up + 3],
    [-width - node.r * 0.7, down - 3],
    [-width - node.r * 0.7, up + 3],
  ].map(([dx, dy]) => ({ owner: node.at, x: node.x + dx, y: node.y + dy, w: width, h: HEIGHT, r: Infinity }));
}

/** The radius from which a node is not covered by the name of another one of radius r. */
function limit(r) {
  return Math.max(4.2, 0.75 * r);
}

/**
 * Places for names: {x, y, w, h, text, at} in pixels.
 *
 * nodes: {at, x, y, r, text, isWanted}, the most important first; a wanted name (the focus) is always there. discs:
 * {at, x, y, r}, all nodes in sight; large ones are never covered (`limit`), smaller ones as little as can be.
 * measure(text): its pixels. most: how many at most. within: {width, height} that no name leaves. kept: {x, y, w, h},
 * where none may stand.
 */
export function labels(nodes, discs, measure, { most = 160, within = null, kept = [] } = {}) {
  const taken = new Taken();
  for (const box of kept) taken.take({ ...box, owner: null, r: Infinity });
  for (const { at, x, y, r } of discs) taken.take({ owner: at, x: x - r, y: y - r, w: 2 * r, h: 2 * r, r });
  const found = [];
  for (const node of nodes) {
    if (found.length >= most) break;
    const boxes = boxesAround(node, measure(node.text));
    let [least, best] = [Infinity, node.isWanted ? boxes[0] : null];
    for (const box of boxes) {
      const cost = isInside(box, within) ? taken.cost(box, limit(node.r)) : Infinity;
      if (cost < least) [least, best] = [cost, box];
    }
    if (!best) continue;
    taken.take(best);
    found.push({ ...best, text: node.text, at: node.at });
  }
  return found;
}
