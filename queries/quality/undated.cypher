// Which events have no date?
// ---
// description = """
// Events that no query over time can find, because no source gives a day."""
// columns = ["kind", "name", "checked", "citation", "id"]
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of the acting side; empty means any."
// ---
MATCH (e:Event)
WHERE e.date IS NULL AND ($country = '' OR toUpper($country) IN coalesce(e.actor_countries, []))
RETURN head([one IN labels(e) WHERE NOT one IN ['Thing', 'Event', 'Measure']]) AS kind,
       e.name AS name, e.checked AS checked, e.citation AS citation, e.id AS id
ORDER BY kind, id
