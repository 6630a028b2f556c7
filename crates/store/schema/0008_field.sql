-- Forms sent in from phones, kept unchanged for ever. instance is the id that the phone gave; the same one
-- never arrives twice. state: waiting (for attachments), taken (it became a visit), trouble (problem says
-- why it could not). digest is the SHA-256 of the content.
CREATE TABLE submission (
  id UUID PRIMARY KEY,
  instance TEXT NOT NULL,
  form TEXT NOT NULL,
  version TEXT NOT NULL,
  account_id UUID NOT NULL,
  account_name TEXT NOT NULL,
  unit_id BIGINT NOT NULL,
  household_id UUID,
  xml BYTEA NOT NULL,
  digest BYTEA NOT NULL,
  received_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  problem TEXT,
  visit_id UUID,
  settled_at BIGINT
);
CREATE UNIQUE INDEX submission_instance ON submission (instance);
CREATE INDEX submission_received ON submission (received_at, id);

-- Photos and signatures that go with a submission, by the names it calls them.
CREATE TABLE submission_file (
  submission_id UUID NOT NULL,
  name TEXT NOT NULL,
  media TEXT NOT NULL,
  content BYTEA NOT NULL,
  digest BYTEA NOT NULL,
  received_at BIGINT NOT NULL,
  PRIMARY KEY (submission_id, name)
);
