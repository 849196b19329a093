// Days on a time axis: never less than a day apart, never without their year, no label over another one.

const DAY = 86_400_000;
const APART = { year: 44, day: 84 }; // pixels from tick to tick

/** {values, format} for a d3 time scale with room for about so many labels. */
export function dayTicks(scale, room) {
  const [first, last] = scale.domain().map(Number);
  const found = scale.ticks(Math.max(2, room)).filter((one) => one.getTime() % DAY === 0);
  const isYears = last - first > 1500 * DAY;
  const pattern = isYears ? "%Y" : last - first > 250 * DAY ? "%b %Y" : "%-d %b %Y";
  const apart = found.length > 1 ? scale(found[1]) - scale(found[0]) : Infinity;
  const every = Math.ceil((isYears ? APART.year : APART.day) / apart) || 1;
  return { values: found.filter((_, i) => i % every === 0), format: scale.tickFormat(room, pattern) };
}

/** The days of events on a bent axis, those that have room. */
export function eventTicks(scale, days) {
  let end = -Infinity;
  const values = days.filter((day) => {
    const isFree = scale(day) - end >= APART.day;
    if (isFree) end = scale(day);
    return isFree;
  });
  return { values: values.map((day) => new Date(day)), format: scale.tickFormat(0, "%-d %b %Y") };
}
