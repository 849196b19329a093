// Which extra duties are on these goods on a given day, and what do they come to?
// ---
// description = """
// One row for each duty that a tariff list puts on a code, on a wider heading that holds it, or on a part of it, with
// the rate, its days, the state of the measure and the row of the list.
// `reach` says how the measure's code lies to yours: `this_code`, `wider_heading` (it holds for all of yours), or
// `part_of_this_heading` (some goods of yours pay it: ask with more digits).
// `counted` are the lines that stack: in force, on top of the usual duty, known for that day, and on all goods of the
// code. `sum_pct` is their sum, null when nothing can be counted. Means over a year, deposits and goods that a
// relief lets off are shown, not counted, and of one measure only the closest code counts; `why` says so. A state `unknown` means that no event tells of the measure.
// Duties that the graph knows only by country or by the names of goods aren't here: see measures/in_force.
// The usual duty (MFN) is not part of it."""
// columns = ["hs", "goods", "reach", "measure", "name", "rate_pct", "rate_kind", "since", "until", "state", "counted",
//     "why", "relief", "sum_pct", "quote", "source_name", "citation", "claims"]
// [parameters.hs]
// kind = "string"
// description = "Tariff code of 2 to 10 digits, with or without dots."
// [parameters.separator]
// kind = "string"
// default = "."
// description = "What may stand between the digits."
// [parameters.on]
// kind = "date"
// default = ""
// description = "The day; empty means today."
// [parameters.importer]
// kind = "string"
// default = "US"
// description = "Country code of the side that levies the duty."
// [parameters.exporter]
// kind = "string"
// default = "CN"
// description = "Country code of the side whose goods pay it."
// ---
WITH replace($hs, $separator, '') AS asked, CASE WHEN $on = '' THEN date() ELSE date($on) END AS day
WITH asked, day, [digits IN range(2, size(asked)) | substring(asked, 0, digits)] AS wider
MATCH (p:Product)
WHERE p.hs_code STARTS WITH asked OR p.hs_code IN wider
WITH DISTINCT asked, day, p
WHERE size(asked) >= 2
MATCH (m:TariffAction)-[r:TARGETS]->(p)
WHERE toUpper($importer) IN coalesce(m.actor_countries, [])
  AND toUpper($exporter) IN coalesce(m.target_countries, [])
  AND (r.valid_from IS NULL OR r.valid_from <= day)
  AND (r.valid_to IS NULL OR r.valid_to > day)
OPTIONAL MATCH (m)-[s:HAS_STATE]->(x:Thing)
WHERE (x.id = m.id OR (x:Region AND x.country = toUpper($exporter)))
  AND (s.valid_from IS NULL OR s.valid_from <= day)
  AND (s.valid_to IS NULL OR s.valid_to > day)
WITH asked, day, m, r, p, s, x.id = m.id AS whole
ORDER BY whole, s.id
WITH asked, day, m, r, p, head(collect(s.state)) AS state
OPTIONAL MATCH (e:Relief|MeasureChange)-[lets:EXEMPTS]->(q:Product)
WHERE q.hs_code IS NOT NULL AND asked STARTS WITH q.hs_code AND lets.measure = m.id
  AND (lets.valid_from IS NULL OR lets.valid_from <= day)
  AND (lets.valid_to IS NULL OR lets.valid_to > day)
  AND (lets.until IS NULL OR lets.until > day)
WITH asked, day, m, r, p, coalesce(state, 'unknown') AS state, count(e) AS reliefs, coalesce(min(e.id), '') AS relief
WITH m, r, p, state, relief,
     CASE WHEN p.hs_code = asked THEN 'this_code' WHEN asked STARTS WITH p.hs_code THEN 'wider_heading'
          ELSE 'part_of_this_heading' END AS reach,
     CASE WHEN coalesce(r.rate_kind, 'additional') = 'average' THEN 'mean'
          WHEN coalesce(r.rate_kind, 'additional') <> 'additional' THEN 'not_additional'
          WHEN r.rate_pct IS NULL THEN 'rate_not_known'
          WHEN reliefs > 0 THEN 'relieved'
          WHEN r.valid_from IS NULL AND (r.published IS NULL OR r.published > day) THEN 'first_day_not_known'
          WHEN state <> 'in_force' AND state <> 'unknown' THEN 'not_in_force'
          WHEN NOT asked STARTS WITH p.hs_code THEN 'part_of_goods'
          ELSE '' END AS why
WITH m, r, p, state, relief, reach, why
ORDER BY size(p.hs_code) DESC, r.id
WITH collect(m) AS ms, collect(m.id) AS ids, collect(r) AS rs, collect(p) AS ps, collect(state) AS states,
     collect(relief) AS reliefs, collect(reach) AS reaches, collect(why) AS whys,
     collect(coalesce(r.rate_pct, 0.0)) AS rates
UNWIND range(0, size(ids) - 1) AS i
WITH ms, ids, rs, ps, states, reliefs, reaches, whys, rates, i,
     CASE WHEN whys[i] <> '' OR i = 0 THEN whys[i]
          WHEN any(j IN range(0, i - 1) WHERE ids[j] = ids[i] AND whys[j] = '') THEN 'same_measure'
          ELSE '' END AS why
WITH collect(ms[i]) AS ms, collect(rs[i]) AS rs, collect(ps[i]) AS ps, collect(states[i]) AS states,
     collect(reliefs[i]) AS reliefs, collect(reaches[i]) AS reaches, collect(why) AS whys,
     sum(CASE WHEN why = '' THEN rates[i] ELSE 0.0 END) AS total, count(CASE WHEN why = '' THEN 1 END) AS lines
UNWIND range(0, size(ms) - 1) AS i
WITH ms[i] AS m, rs[i] AS r, ps[i] AS p, states[i] AS state, reliefs[i] AS relief, reaches[i] AS reach,
     whys[i] AS why, total, lines
RETURN p.hs_code AS hs, coalesce(p.summary, p.name) AS goods, reach, m.id AS measure, m.name AS name,
       r.rate_pct AS rate_pct, coalesce(r.rate_kind, 'additional') AS rate_kind, r.valid_from AS since,
       r.valid_to AS until, state, why = '' AS counted, CASE WHEN why <> '' THEN why END AS why,
       CASE WHEN relief <> '' THEN relief END AS relief, CASE WHEN lines > 0 THEN total END AS sum_pct,
       r.quote AS quote, r.source_name AS source_name, r.citation AS citation, r.claims AS claims
ORDER BY counted DESC, size(hs), hs, since, measure, r.id
