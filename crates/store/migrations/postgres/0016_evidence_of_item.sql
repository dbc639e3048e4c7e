-- The files behind a figure are found from the figure, over all rounds and units.
CREATE INDEX evidence_by_item ON evidence (plan_code, item);
