-- Tables of large units, drawn up by a worker and kept for whoever asked: the spreadsheet, and the
-- table as a page shows it. job_id is the work that made it.
CREATE TABLE report (
  job_id UUID PRIMARY KEY,
  unit_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  file_name TEXT NOT NULL,
  file BYTEA NOT NULL,
  page TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by TEXT NOT NULL
);
