-- For what is due in a commune.
CREATE INDEX review_case_unit ON review_case (unit_id, step);

-- Ties between a reviewer and a household that somebody declared. kind is own (the reviewer's own household),
-- kin or other; one that was declared by mistake is withdrawn, never deleted.
CREATE TABLE review_relation (
  id UUID PRIMARY KEY,
  unit_id BIGINT NOT NULL,
  account_id UUID NOT NULL,
  account_name TEXT NOT NULL,
  household_id UUID NOT NULL,
  kind TEXT NOT NULL,
  note TEXT,
  declared_at BIGINT NOT NULL,
  declared_name TEXT NOT NULL,
  withdrawn_at BIGINT
);
CREATE INDEX review_relation_unit ON review_relation (unit_id);

-- A random sample of a round for re-verification. Its id is the seed of the draw. A round may have several,
-- numbered; the last one counts, and every one after the first says why it was drawn.
CREATE TABLE review_sample (
  id UUID PRIMARY KEY,
  round_id UUID NOT NULL,
  unit_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  strata TEXT NOT NULL,
  margin BIGINT NOT NULL,
  drawn_at BIGINT NOT NULL,
  drawn_name TEXT NOT NULL,
  why TEXT
);
CREATE UNIQUE INDEX review_sample_number ON review_sample (round_id, number);

-- The strata of a sample: name is a village or the code of a class.
CREATE TABLE review_stratum (
  sample_id UUID NOT NULL,
  position BIGINT NOT NULL,
  name TEXT NOT NULL,
  population BIGINT NOT NULL,
  size BIGINT NOT NULL,
  PRIMARY KEY (sample_id, position)
);

-- The households drawn, with what the first survey found; the second_ columns are the re-verification.
CREATE TABLE review_sampled (
  sample_id UUID NOT NULL,
  position BIGINT NOT NULL,
  stratum BIGINT NOT NULL,
  case_id UUID NOT NULL,
  household_id UUID NOT NULL,
  first_visit_id UUID NOT NULL,
  first_class TEXT NOT NULL,
  first_reviewer TEXT NOT NULL,
  reviewer_id UUID,
  reviewer TEXT,
  second_visit_id UUID,
  second_day BIGINT,
  second_class TEXT,
  second_note TEXT,
  second_name TEXT,
  PRIMARY KEY (sample_id, position)
);
CREATE INDEX review_sampled_case ON review_sampled (case_id);
CREATE INDEX review_sampled_visit ON review_sampled (second_visit_id);
CREATE INDEX review_sampled_reviewer ON review_sampled (reviewer_id);

-- Reports of the review that somebody recorded as sent: kind is monthly, preliminary or official, due its last
-- day in time.
CREATE TABLE review_report (
  unit_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  due BIGINT NOT NULL,
  sent BIGINT NOT NULL,
  number TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  recorded_name TEXT NOT NULL,
  PRIMARY KEY (unit_id, kind, due)
);
