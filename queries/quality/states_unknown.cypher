// Of which measures is it unknown how they stand?
// ---
// description = """
// Measures, or their course for one target, that ran out on a day without a notice that ended or extended them."""
// columns = ["since", "measure", "target", "citation", "quote", "source_name", "id"]
// [parameters.on]
// kind = "date"
// default = ""
// description = "The day; empty means today."
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of the acting side; empty means any."
// ---
MATCH (m:Measure)-[s:HAS_STATE]->(t:Thing)
WITH m, s, t, CASE WHEN $on = '' THEN date() ELSE date($on) END AS day
WHERE s.state = 'unknown' AND (s.valid_from IS NULL OR s.valid_from <= day) AND (s.valid_to IS NULL OR s.valid_to > day)
  AND ($country = '' OR toUpper($country) IN coalesce(m.actor_countries, []))
RETURN s.valid_from AS since, m.name AS measure, CASE WHEN t.id <> m.id THEN t.name END AS target,
       m.citation AS citation, s.quote AS quote, s.source_name AS source_name, m.id AS id
ORDER BY since, id, target, s.id
