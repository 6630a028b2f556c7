-- What a form recorded beside its answers: when it was begun and ended, and where the house is. latitude and
-- longitude count ten-millionths of a degree, accuracy is in metres.
CREATE TABLE visit_evidence (
  visit_id UUID PRIMARY KEY,
  started_at BIGINT,
  ended_at BIGINT,
  latitude BIGINT,
  longitude BIGINT,
  accuracy BIGINT
);

-- The photos of a visit, by what they show; digest is the SHA-256 of the content, so that one and the same file
-- is known again.
CREATE TABLE visit_photo (
  visit_id UUID NOT NULL,
  name TEXT NOT NULL,
  digest BYTEA NOT NULL,
  PRIMARY KEY (visit_id, name)
);

-- A second look at one survey that raised a question, beside the random sample. second_ columns are what it found.
CREATE TABLE review_look (
  case_id UUID PRIMARY KEY,
  round_id UUID NOT NULL,
  unit_id BIGINT NOT NULL,
  first_class TEXT NOT NULL,
  first_reviewer TEXT NOT NULL,
  reviewer_id UUID,
  reviewer TEXT,
  why TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  asked_name TEXT NOT NULL,
  second_day BIGINT,
  second_class TEXT,
  second_note TEXT,
  second_name TEXT
);
CREATE INDEX review_look_round ON review_look (round_id);
CREATE INDEX review_look_reviewer ON review_look (reviewer_id);
