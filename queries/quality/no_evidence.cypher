// Which events can't be traced to a document?
// ---
// description = """
// Events without a document and without an edge that has a quote: nothing shows where they come from."""
// columns = ["date", "kind", "name", "citation", "id"]
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of the acting side; empty means any."
// ---
MATCH (e:Event)
WHERE ($country = '' OR toUpper($country) IN coalesce(e.actor_countries, []))
  AND NOT EXISTS { (e)-[:EVIDENCED_BY]->(:Document) }
OPTIONAL MATCH (e)-[r]-(:Thing)
WITH e, count(r.quote) AS quotes
WHERE quotes = 0
RETURN e.date AS date, head([one IN labels(e) WHERE NOT one IN ['Thing', 'Event', 'Measure']]) AS kind,
       e.name AS name, e.citation AS citation, e.id AS id
ORDER BY date, id
