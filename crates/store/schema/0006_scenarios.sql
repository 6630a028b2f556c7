-- Questions of the what-if page kept under a name. query is the part of the address after "?", which says
-- all of the question. With shared 1 everybody of the same unit sees it.
CREATE TABLE scenario (
  id UUID PRIMARY KEY,
  account_id UUID NOT NULL,
  account_name TEXT NOT NULL,
  unit_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  shared BIGINT NOT NULL,
  saved_at BIGINT NOT NULL
);
CREATE INDEX scenario_account ON scenario (account_id, saved_at);
CREATE INDEX scenario_unit ON scenario (unit_id, saved_at);
