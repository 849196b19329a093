// What happened in this episode?
// ---
// description = """
// The events of one episode in their order, each with the event of the episode that it answers, the lag and who
// says so; an event that answers several has several rows, one that answers none has one."""
// columns = ["date", "event_id", "event", "countries", "answers_id", "answers", "kind", "lag_days"]
// [parameters.episode]
// kind = "name"
// description = "Id or exact name of the episode, or of any event in it."
// ---
MATCH (x:Thing)
WHERE x._known_as CONTAINS '\n' + toLower($episode) + '\n'
WITH DISTINCT x
MATCH (x)-[:IN_EPISODE*0..1]->(e:Episode)
WITH DISTINCT e
MATCH (b:Event)-[:IN_EPISODE]->(e)
OPTIONAL MATCH (b)-[r:RESPONDS_TO]->(a:Event)-[:IN_EPISODE]->(e)
RETURN coalesce(b.announced, b.date) AS date, b.id AS event_id, b.name AS event, b.actor_countries AS countries,
       a.id AS answers_id, a.name AS answers, r.kind AS kind, r.lag_days AS lag_days
ORDER BY date, event_id, answers_id, kind, r.id
