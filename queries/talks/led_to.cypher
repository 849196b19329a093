// What came of the talks, and how soon?
// ---
// description = """
// Talks that led to an agreement or a commitment, the days between, and the words that say so."""
// columns = ["talk_date", "talk", "result_date", "days", "result", "kind", "quote", "source_url", "talk_id",
//     "result_id"]
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of a side that took part; empty means any."
// ---
MATCH (t:TradeTalk)-[r:LED_TO]->(d:Agreement|Commitment)
WHERE $country = '' OR toUpper($country) IN coalesce(t.actor_countries, [])
RETURN t.date AS talk_date, t.name AS talk, d.date AS result_date, duration.inDays(t.date, d.date).days AS days,
       d.name AS result, head([one IN labels(d) WHERE NOT one IN ['Thing', 'Event', 'Measure']]) AS kind,
       r.quote AS quote,
       r.source_url AS source_url, t.id AS talk_id, d.id AS result_id
ORDER BY talk_date, talk_id, result_id, r.id
