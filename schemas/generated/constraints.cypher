// Ids are unique over all nodes; merges go by them alone.
CREATE CONSTRAINT tw_thing_id IF NOT EXISTS FOR (n:Thing) REQUIRE n.id IS UNIQUE;
// What queries search by.
CREATE INDEX tw_event_date IF NOT EXISTS FOR (n:Event) ON (n.date);
CREATE INDEX tw_event_announced IF NOT EXISTS FOR (n:Event) ON (n.announced);
CREATE INDEX tw_product_hs_code IF NOT EXISTS FOR (n:Product) ON (n.hs_code);
CREATE INDEX tw_thing_conflicts IF NOT EXISTS FOR (n:Thing) ON (n.conflicts);
CREATE TEXT INDEX tw_thing_known_as IF NOT EXISTS FOR (n:Thing) ON (n._known_as);
CREATE FULLTEXT INDEX tw_thing_names IF NOT EXISTS FOR (n:Thing) ON EACH [n.name, n.names, n.aliases, n.names_zh, n.abbreviations];
