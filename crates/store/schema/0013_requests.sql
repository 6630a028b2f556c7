-- Numbers of receipts that were given, each once in a commune and year, to requests and filings alike.
CREATE TABLE review_receipt (
  unit_id BIGINT NOT NULL,
  year BIGINT NOT NULL,
  number BIGINT NOT NULL,
  PRIMARY KEY (unit_id, year, number)
);

-- A request as it was handed in, word for word, by somebody whose household is not known yet: on the web, or
-- typed in at the commune. An officer finds its household, registers one, or refuses. Once its household is
-- known it is also a review_request of the same id, receipt and days.
-- The ID number is sealed as those of persons; id_day is the day its card was given.
CREATE TABLE review_filing (
  id UUID PRIMARY KEY,
  unit_id BIGINT NOT NULL,
  form TEXT NOT NULL,
  channel TEXT NOT NULL,
  year BIGINT NOT NULL,
  number BIGINT NOT NULL,
  received BIGINT NOT NULL,
  due BIGINT NOT NULL,
  name TEXT NOT NULL,
  sex TEXT,
  birth_day BIGINT,
  birth_year BIGINT,
  ethnicity TEXT,
  sealed_id BYTEA,
  id_index BYTEA,
  id_day BIGINT,
  activity TEXT,
  village TEXT NOT NULL,
  permanent_address TEXT NOT NULL,
  current_address TEXT NOT NULL,
  grounds TEXT NOT NULL,
  state TEXT NOT NULL,
  household_id UUID,
  answered BIGINT,
  answer TEXT
);
CREATE INDEX review_filing_number ON review_filing (unit_id, year, number);
CREATE INDEX review_filing_open ON review_filing (unit_id, state);
CREATE INDEX review_filing_day ON review_filing (unit_id, channel, received);

-- The table of members on the form, in its order; the one who asks is not in it.
CREATE TABLE review_filing_member (
  filing_id UUID NOT NULL,
  position BIGINT NOT NULL,
  name TEXT NOT NULL,
  sex TEXT,
  birth_day BIGINT,
  birth_year BIGINT,
  relation TEXT NOT NULL,
  activity TEXT,
  PRIMARY KEY (filing_id, position)
);

-- An income form: what a household earned in the months before its day, by source. law is the fingerprint of the
-- law it was reckoned by. subject is the case or the worker's request it is for, whose last number counts; class what a household's income
-- makes it.
CREATE TABLE review_income (
  id UUID PRIMARY KEY,
  subject_id UUID NOT NULL,
  number BIGINT NOT NULL,
  household_id UUID NOT NULL,
  unit_id BIGINT NOT NULL,
  form TEXT NOT NULL,
  day BIGINT NOT NULL,
  farm BIGINT NOT NULL,
  members BIGINT NOT NULL,
  total BIGINT NOT NULL,
  per_head BIGINT NOT NULL,
  class TEXT,
  law TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  recorded_by UUID,
  recorded_name TEXT NOT NULL
);
CREATE UNIQUE INDEX review_income_subject ON review_income (subject_id, number);

CREATE TABLE review_income_line (
  income_id UUID NOT NULL,
  position BIGINT NOT NULL,
  source TEXT NOT NULL,
  amount BIGINT NOT NULL,
  PRIMARY KEY (income_id, position)
);

-- Requests of members to be recognised as low-income workers, and their recognition from the decision until it is
-- ended. ceiling is the figure of the law it was decided by. There is no printed form: the decree's was not found.
CREATE TABLE review_worker (
  id UUID PRIMARY KEY,
  unit_id BIGINT NOT NULL,
  household_id UUID NOT NULL,
  person_id UUID NOT NULL,
  name TEXT NOT NULL,
  channel TEXT NOT NULL,
  year BIGINT NOT NULL,
  number BIGINT NOT NULL,
  received BIGINT NOT NULL,
  due BIGINT NOT NULL,
  state TEXT NOT NULL,
  answered BIGINT,
  answer TEXT,
  decision TEXT,
  signer TEXT,
  ceiling BIGINT,
  from_day BIGINT,
  to_day BIGINT
);
CREATE INDEX review_worker_unit ON review_worker (unit_id, state);
CREATE INDEX review_worker_household ON review_worker (household_id);
