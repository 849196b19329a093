// How many goods and how much trade do the duties of a day cover?
// ---
// description = """
// One row for each measure with duties by tariff code that hold on the day: how many codes and chapters, the lowest and
// the highest rate, and the yearly trade that its notice names, with its currency.
// `share_pct` is that trade in percent of `total`, null without one: the lists themselves have no trade figures, and
// a count of codes is no share of trade. Sums of several measures overlap and are never added.
// Means over a year are left out."""
// columns = ["measure", "name", "state", "codes", "chapters", "lowest_pct", "highest_pct", "trade", "currency",
//     "share_pct", "citation"]
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
// [parameters.total]
// kind = "number"
// default = 0.0
// description = "Yearly imports of the importer from the exporter, in the currency of `trade`; 0 means not given."
// ---
WITH CASE WHEN $on = '' THEN date() ELSE date($on) END AS day
MATCH (m:TariffAction)-[r:TARGETS]->(p:Product)
WHERE p.hs_code IS NOT NULL
  AND toUpper($importer) IN coalesce(m.actor_countries, [])
  AND toUpper($exporter) IN coalesce(m.target_countries, [])
  AND coalesce(r.rate_kind, 'additional') <> 'average'
  AND (r.valid_from <= day OR (r.valid_from IS NULL AND r.published <= day))
  AND (r.valid_to IS NULL OR r.valid_to > day)
WITH day, m, count(DISTINCT p.hs_code) AS codes, count(DISTINCT substring(p.hs_code, 0, 2)) AS chapters,
     min(r.rate_pct) AS lowest, max(r.rate_pct) AS highest
OPTIONAL MATCH (m)-[s:HAS_STATE]->(x:Thing)
WHERE (x.id = m.id OR (x:Region AND x.country = toUpper($exporter)))
  AND (s.valid_from IS NULL OR s.valid_from <= day)
  AND (s.valid_to IS NULL OR s.valid_to > day)
WITH m, codes, chapters, lowest, highest, s, x.id = m.id AS whole,
     CASE WHEN m.amount_kind = 'trade_covered' THEN m.amount END AS trade
ORDER BY whole, s.id
WITH m, codes, chapters, lowest, highest, trade, head(collect(s.state)) AS state
RETURN m.id AS measure, m.name AS name, coalesce(state, 'unknown') AS state, codes, chapters, lowest AS lowest_pct,
       highest AS highest_pct, trade, CASE WHEN trade IS NOT NULL THEN m.amount_currency END AS currency,
       CASE WHEN $total > 0 THEN 100.0 * trade / $total END AS share_pct,
       m.citation AS citation
ORDER BY codes DESC, m.id
