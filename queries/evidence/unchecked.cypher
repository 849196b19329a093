// Which events has nobody compared with their source?
// ---
// description = """
// Events of a chronology that were written down but not yet compared with the text that they cite.
// The retaliation pack leaves them out unless its parameter `unchecked` is true."""
// columns = ["date", "name", "actor_countries", "citation", "citation_url", "id"]
// [parameters.country]
// kind = "string"
// default = ""
// description = "Country code of the acting side; empty means any."
// ---
MATCH (e:Event)
WHERE e.checked = 'unchecked'
  AND ($country = '' OR toUpper($country) IN coalesce(e.actor_countries, []))
RETURN e.date AS date, e.name AS name, e.actor_countries AS actor_countries,
       e.citation AS citation, e.citation_url AS citation_url, e.id AS id
ORDER BY date, id
