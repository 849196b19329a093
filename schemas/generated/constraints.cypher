// Ids are unique over all nodes; merges go by them alone.
CREATE CONSTRAINT tw_thing_id IF NOT EXISTS FOR (n:Thing) REQUIRE n.id IS UNIQUE;
// What queries search by.
CREATE INDEX tw_thing_name IF NOT EXISTS FOR (n:Thing) ON (n.name);
CREATE INDEX tw_event_date IF NOT EXISTS FOR (n:Event) ON (n.date);
CREATE INDEX tw_event_announced IF NOT EXISTS FOR (n:Event) ON (n.announced);
CREATE INDEX tw_restrictedlist_list_code IF NOT EXISTS FOR (n:RestrictedList) ON (n.list_code);
CREATE FULLTEXT INDEX tw_thing_names IF NOT EXISTS FOR (n:Thing) ON EACH [n.name, n.names, n.aliases, n.names_zh, n.abbreviations];
// Which ledger a node came from, for loads that remove only their own.
CREATE INDEX tw_thing_graph IF NOT EXISTS FOR (n:Thing) ON (n._graph);
// Edges are merged by their id.
CREATE INDEX tw_about_id IF NOT EXISTS FOR ()-[r:ABOUT]-() ON (r.id);
CREATE INDEX tw_addresses_id IF NOT EXISTS FOR ()-[r:ADDRESSES]-() ON (r.id);
CREATE INDEX tw_adds_to_id IF NOT EXISTS FOR ()-[r:ADDS_TO]-() ON (r.id);
CREATE INDEX tw_applies_to_id IF NOT EXISTS FOR ()-[r:APPLIES_TO]-() ON (r.id);
CREATE INDEX tw_based_on_id IF NOT EXISTS FOR ()-[r:BASED_ON]-() ON (r.id);
CREATE INDEX tw_candidate_of_id IF NOT EXISTS FOR ()-[r:CANDIDATE_OF]-() ON (r.id);
CREATE INDEX tw_carries_out_id IF NOT EXISTS FOR ()-[r:CARRIES_OUT]-() ON (r.id);
CREATE INDEX tw_changes_id IF NOT EXISTS FOR ()-[r:CHANGES]-() ON (r.id);
CREATE INDEX tw_different_from_id IF NOT EXISTS FOR ()-[r:DIFFERENT_FROM]-() ON (r.id);
CREATE INDEX tw_evidenced_by_id IF NOT EXISTS FOR ()-[r:EVIDENCED_BY]-() ON (r.id);
CREATE INDEX tw_exempts_id IF NOT EXISTS FOR ()-[r:EXEMPTS]-() ON (r.id);
CREATE INDEX tw_has_address_id IF NOT EXISTS FOR ()-[r:HAS_ADDRESS]-() ON (r.id);
CREATE INDEX tw_held_in_id IF NOT EXISTS FOR ()-[r:HELD_IN]-() ON (r.id);
CREATE INDEX tw_holds_office_id IF NOT EXISTS FOR ()-[r:HOLDS_OFFICE]-() ON (r.id);
CREATE INDEX tw_in_episode_id IF NOT EXISTS FOR ()-[r:IN_EPISODE]-() ON (r.id);
CREATE INDEX tw_issued_id IF NOT EXISTS FOR ()-[r:ISSUED]-() ON (r.id);
CREATE INDEX tw_led_to_id IF NOT EXISTS FOR ()-[r:LED_TO]-() ON (r.id);
CREATE INDEX tw_listed_on_id IF NOT EXISTS FOR ()-[r:LISTED_ON]-() ON (r.id);
CREATE INDEX tw_located_in_id IF NOT EXISTS FOR ()-[r:LOCATED_IN]-() ON (r.id);
CREATE INDEX tw_made_id IF NOT EXISTS FOR ()-[r:MADE]-() ON (r.id);
CREATE INDEX tw_maintains_id IF NOT EXISTS FOR ()-[r:MAINTAINS]-() ON (r.id);
CREATE INDEX tw_not_response_to_id IF NOT EXISTS FOR ()-[r:NOT_RESPONSE_TO]-() ON (r.id);
CREATE INDEX tw_owned_by_id IF NOT EXISTS FOR ()-[r:OWNED_BY]-() ON (r.id);
CREATE INDEX tw_participated_in_id IF NOT EXISTS FOR ()-[r:PARTICIPATED_IN]-() ON (r.id);
CREATE INDEX tw_part_of_id IF NOT EXISTS FOR ()-[r:PART_OF]-() ON (r.id);
CREATE INDEX tw_responds_to_id IF NOT EXISTS FOR ()-[r:RESPONDS_TO]-() ON (r.id);
CREATE INDEX tw_same_as_id IF NOT EXISTS FOR ()-[r:SAME_AS]-() ON (r.id);
CREATE INDEX tw_targets_id IF NOT EXISTS FOR ()-[r:TARGETS]-() ON (r.id);
