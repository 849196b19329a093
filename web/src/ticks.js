// Days on a time axis: never less than a day apart, never without their year.

const DAY = 86_400_000;

/** {values, format} for a d3 time scale with room for about so many labels. */
export function dayTicks(scale, room) {
  const [first, last] = scale.domain().map(Number);
  const values = scale.ticks(Math.max(2, room)).filter((one) => one.getTime() % DAY === 0);
  const pattern = last - first > 1500 * DAY ? "%Y" : last - first > 250 * DAY ? "%b %Y" : "%-d %b %Y";
  return { values, format: scale.tickFormat(room, pattern) };
}
