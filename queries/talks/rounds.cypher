// How did the talks between two sides follow each other?
// ---
// description = """
// Talks and calls in which both sides took part, in their order, with the days since the talks before."""
// columns = ["date", "days_since_last", "name", "round", "places", "citation", "id"]
// [parameters.first]
// kind = "string"
// default = "US"
// description = "Country code of one side."
// [parameters.second]
// kind = "string"
// default = "CN"
// description = "Country code of the other side."
// ---
MATCH (t:TradeTalk)
WHERE t.date IS NOT NULL
OPTIONAL MATCH (p:Party)-[:PARTICIPATED_IN]->(t)
WITH t, collect(coalesce(p.country, head(p.countries))) AS present
WITH t, present + coalesce(t.actor_countries, []) + coalesce(t.target_countries, []) AS present
WHERE toUpper($first) IN present AND toUpper($second) IN present
OPTIONAL MATCH (t)-[:HELD_IN]->(place:Region)
WITH DISTINCT t, place
ORDER BY place.name, place.id
WITH t, collect(place.name) AS places
ORDER BY t.date, t.id
WITH collect(t) AS talks, collect(places) AS all_places
UNWIND range(0, size(talks) - 1) AS i
WITH talks[i] AS t, all_places[i] AS places, CASE WHEN i > 0 THEN talks[i - 1] END AS before
RETURN t.date AS date, CASE WHEN before IS NOT NULL THEN duration.inDays(before.date, t.date).days END
       AS days_since_last, t.name AS name, t.round AS round, places, t.citation AS citation, t.id AS id
ORDER BY date, id
