// How many of the targets that announcements speak of are named, year by year?
// ---
// description = """
// Counts that announcements give (28 organizations) beside the named parties, ships and planes of the same events.
// More named than claimed counts as all named. `share_pct` is rounded down to a whole percent."""
// columns = ["year", "country", "events", "claimed", "named", "share_pct", "first_id"]
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of the acting side; empty means any."
// ---
MATCH (e:Event)
WHERE e.claimed_count > 0 AND e.date IS NOT NULL
OPTIONAL MATCH (e)-[:TARGETS]->(t:Organization|Person|Vessel|Aircraft)
WITH e, count(DISTINCT t) AS found
WITH e, CASE WHEN found > e.claimed_count THEN e.claimed_count ELSE found END AS found
UNWIND coalesce(e.actor_countries, []) AS country
WITH e, found, country
WHERE $country = '' OR country = toUpper($country)
WITH e.date.year AS year, country, count(e) AS events, sum(e.claimed_count) AS claimed, sum(found) AS named,
     min(e.id) AS first_id
RETURN year, country, events, claimed, named, toInteger(100.0 * named / claimed) AS share_pct, first_id
ORDER BY year, country, first_id
