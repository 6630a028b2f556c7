-- A spreadsheet brought in: the file as it came, how its columns were read, and what became of it.
CREATE TABLE import (
  id UUID PRIMARY KEY,
  unit_id BIGINT NOT NULL,
  file_name TEXT NOT NULL,
  file_hash BYTEA NOT NULL,
  file BYTEA,
  mapping TEXT NOT NULL,
  state TEXT NOT NULL,
  dry_run BIGINT NOT NULL,
  rows_read BIGINT NOT NULL,
  accepted BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  duplicates BIGINT NOT NULL,
  rejected BIGINT NOT NULL,
  warned BIGINT NOT NULL,
  problem TEXT,
  created_at BIGINT NOT NULL,
  created_by UUID,
  created_name TEXT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX import_unit ON import (unit_id, created_at);

-- One remark on one row: why it was rejected, seen as a duplicate, or accepted with a doubt.
CREATE TABLE import_remark (
  import_id UUID NOT NULL REFERENCES import (id),
  row_no BIGINT NOT NULL,
  at BIGINT NOT NULL,
  verdict TEXT NOT NULL,
  code TEXT NOT NULL,
  column_name TEXT,
  args TEXT NOT NULL,
  PRIMARY KEY (import_id, row_no, at)
);

-- Column mappings that were confirmed before, by the fingerprint of the header row.
CREATE TABLE import_mapping (
  header_key BIGINT PRIMARY KEY,
  mapping TEXT NOT NULL,
  used_at BIGINT NOT NULL
);
