-- What every room shares. Written once, in PostgreSQL's words and five types (UUID, BIGINT, TEXT,
-- BYTEA, DOUBLE PRECISION); `schema.rs` says how SQLite reads it.

-- The audit trail: who did what to which record, when and why. Only ever added to.
CREATE TABLE audit (
  id UUID PRIMARY KEY,
  at BIGINT NOT NULL,
  account_id UUID,
  account_name TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  unit_id BIGINT NOT NULL,
  reason TEXT,
  detail TEXT
);
CREATE INDEX audit_subject ON audit (subject, subject_id, at);
CREATE INDEX audit_at ON audit (at);

-- Long work: queued in the transaction that asks for it, leased by a worker.
CREATE TABLE job (
  id UUID PRIMARY KEY,
  kind TEXT NOT NULL,
  input TEXT NOT NULL,
  unit_id BIGINT NOT NULL,
  account_id UUID,
  account_name TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  leased_until BIGINT,
  attempts BIGINT NOT NULL,
  done BIGINT NOT NULL,
  total BIGINT NOT NULL,
  cancel BIGINT NOT NULL,
  ended_at BIGINT,
  result TEXT,
  problem TEXT
);
CREATE INDEX job_due ON job (state, due_at);

-- Small facts about this installation, such as the seed of the demonstration.
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- Lists of work and of what was done are read by unit, newest first.
CREATE INDEX audit_unit ON audit (unit_id, at, id);
CREATE INDEX job_unit ON job (unit_id, created_at, id);
