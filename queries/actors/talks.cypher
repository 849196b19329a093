// Who talked with whom, where, and what came of it?
// ---
// description = """
// Rounds of talks and calls with those who took part, the place, and the deals that they led to."""
// columns = ["date", "name", "participants", "places", "led_to", "citation", "citation_url", "id"]
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of a side; empty means any."
// [parameters.since]
// kind = "date"
// default = ""
// description = "First day of the period; empty means no limit."
// [parameters.until]
// kind = "date"
// default = ""
// description = "Last day of the period; empty means no limit."
// ---
MATCH (t:TradeTalk)
WHERE ($since = '' OR t.date >= date($since)) AND ($until = '' OR t.date <= date($until))
OPTIONAL MATCH (p:Party)-[:PARTICIPATED_IN]->(t)
WITH DISTINCT t, p
ORDER BY p.name, p.id
WITH t, collect(p.name) AS participants, collect(p.country) AS countries
WHERE $country = ''
   OR toUpper($country) IN (countries + coalesce(t.actor_countries, []) + coalesce(t.target_countries, []))
OPTIONAL MATCH (t)-[:HELD_IN]->(place:Region)
WITH DISTINCT t, participants, place
ORDER BY place.name, place.id
WITH t, participants, collect(place.name) AS places
OPTIONAL MATCH (t)-[:LED_TO]->(deal:Agreement|Commitment)
WITH DISTINCT t, participants, places, deal
ORDER BY deal.name, deal.id
WITH t, participants, places, collect(deal.name) AS led_to
RETURN t.date AS date, t.name AS name, participants, places, led_to,
       t.citation AS citation, t.citation_url AS citation_url, t.id AS id
ORDER BY date, id
