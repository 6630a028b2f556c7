-- What comes in by the million (persons, visits, evaluations, statuses) names its household or visit
-- without a REFERENCES: checking each row would cost a third of an import, and tables that are cut into
-- provinces cannot be referred to by id alone. `chieusau check` looks for strays instead.

-- Villages and residential groups (thôn, xóm, tổ dân phố) are known from the registry itself.
CREATE TABLE village (
  id UUID PRIMARY KEY,
  unit_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  fold TEXT NOT NULL
);
CREATE UNIQUE INDEX village_name ON village (unit_id, fold);

-- A household as it is now; its past is in visit, status and event.
-- unit_before is the commune it lived in until the reform of 1 July 2025, for historic views.
-- code_key and head_key are ground::key64 of (unit, code) and (unit, folded head name), for matching.
-- class, class_since, members, visit_id repeat the open status and the latest visit, for lists.
CREATE TABLE household (
  id UUID PRIMARY KEY,
  province_id BIGINT NOT NULL,
  unit_id BIGINT NOT NULL,
  unit_before BIGINT,
  village_id UUID,
  code TEXT,
  head TEXT NOT NULL,
  head_sort BYTEA NOT NULL,
  head_sex TEXT,
  ethnicity TEXT,
  members BIGINT NOT NULL,
  groups BIGINT NOT NULL,
  address TEXT,
  class TEXT NOT NULL,
  class_since BIGINT NOT NULL,
  visit_id UUID,
  code_key BIGINT,
  head_key BIGINT NOT NULL,
  opened BIGINT NOT NULL,
  closed BIGINT,
  closed_why TEXT,
  version BIGINT NOT NULL
);
CREATE INDEX household_unit ON household (unit_id, class, head_sort, members);
CREATE INDEX household_code_key ON household (code_key);
CREATE INDEX household_head_key ON household (head_key);

-- Members. fold is the name without diacritics, given the same beginning with the given name
-- ("dung bui van"), so that a name is found from either end. The national ID is sealed; id_index is
-- its keyed hash, for exact look-up only.
CREATE TABLE person (
  id UUID PRIMARY KEY,
  household_id UUID NOT NULL,
  province_id BIGINT NOT NULL,
  unit_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  fold TEXT NOT NULL,
  given TEXT NOT NULL,
  sex TEXT,
  birth_day BIGINT,
  birth_year BIGINT,
  ethnicity TEXT,
  relation TEXT NOT NULL,
  sealed_id BYTEA,
  id_index BYTEA,
  joined BIGINT NOT NULL,
  gone BIGINT,
  gone_why TEXT
);
CREATE INDEX person_household ON person (household_id);
-- Searching a name looks only into these three: they hold the scope as well as the name. The last is for
-- the members of one commune.
CREATE INDEX person_fold ON person (fold, province_id, unit_id, household_id);
CREATE INDEX person_given ON person (given, province_id, unit_id, household_id);
CREATE INDEX person_unit ON person (unit_id, fold, household_id);
CREATE INDEX person_id_index ON person (id_index) WHERE id_index IS NOT NULL;

-- One survey of one household: answers are never changed. source_key is the hash of the source row,
-- so that the same row never arrives twice. groups, causes, needs and children_* are read out of the
-- answers once, for the official tables (bits and counts as in registry::visit).
CREATE TABLE visit (
  id UUID PRIMARY KEY,
  household_id UUID NOT NULL,
  unit_id BIGINT NOT NULL,
  day BIGINT NOT NULL,
  source TEXT NOT NULL,
  source_key BYTEA,
  import_id UUID,
  import_row BIGINT,
  reviewer TEXT,
  answers TEXT NOT NULL,
  members BIGINT NOT NULL,
  groups BIGINT NOT NULL,
  causes BIGINT NOT NULL,
  needs BIGINT NOT NULL,
  children BIGINT,
  children_health BIGINT,
  children_education BIGINT,
  stated_class TEXT,
  recorded_at BIGINT NOT NULL,
  recorded_by UUID
);
CREATE INDEX visit_household ON visit (household_id, day);
CREATE UNIQUE INDEX visit_source ON visit (source_key);

-- What each standard says of a visit, with the fingerprint of the law that said it.
-- deprived and known are bit masks, bit (order − 1) of the indicator.
CREATE TABLE evaluation (
  visit_id UUID NOT NULL,
  standard TEXT NOT NULL,
  law TEXT NOT NULL,
  class TEXT NOT NULL,
  income_low TEXT NOT NULL,
  score BIGINT,
  deprived BIGINT NOT NULL,
  known BIGINT NOT NULL,
  low BIGINT NOT NULL,
  high BIGINT NOT NULL,
  unverified BIGINT NOT NULL,
  PRIMARY KEY (visit_id, standard)
);

-- The timeline: one interval after another, both ends included, no gaps while the household exists.
-- movement names how the interval began; ended how a household left the registry.
CREATE TABLE status (
  household_id UUID NOT NULL,
  from_day BIGINT NOT NULL,
  to_day BIGINT,
  class TEXT NOT NULL,
  movement TEXT NOT NULL,
  members BIGINT NOT NULL,
  unit_id BIGINT NOT NULL,
  standard TEXT,
  basis TEXT NOT NULL,
  visit_id UUID,
  ended TEXT,
  PRIMARY KEY (household_id, from_day)
);
-- Figures count statuses by unit and class: this holds all they need, so that a commune's are read
-- without touching the rows.
CREATE INDEX status_class ON status (unit_id, class, from_day, to_day, members, household_id);

-- What happens to households and persons between reviews.
CREATE TABLE event (
  id UUID PRIMARY KEY,
  household_id UUID NOT NULL REFERENCES household (id),
  person_id UUID,
  day BIGINT NOT NULL,
  kind TEXT NOT NULL,
  other_household UUID,
  other_unit BIGINT,
  note TEXT,
  recorded_at BIGINT NOT NULL,
  recorded_by UUID
);
CREATE INDEX event_household ON event (household_id, day);

-- Something about a household that a person should settle: a class that does not follow from the
-- scores, a household code used twice. Open until somebody says how it was settled.
CREATE TABLE finding (
  id UUID PRIMARY KEY,
  household_id UUID NOT NULL REFERENCES household (id),
  unit_id BIGINT NOT NULL,
  visit_id UUID,
  code TEXT NOT NULL,
  args TEXT NOT NULL,
  found_at BIGINT NOT NULL,
  settled_at BIGINT,
  settled_by UUID,
  settlement TEXT
);
CREATE INDEX finding_open ON finding (unit_id, settled_at);
CREATE INDEX finding_household ON finding (household_id);

-- Denominators: resident households and persons of a unit in a year, from the statistics office.
CREATE TABLE resident (
  unit_id BIGINT NOT NULL,
  year BIGINT NOT NULL,
  households BIGINT NOT NULL,
  persons BIGINT NOT NULL,
  minority_households BIGINT,
  minority_persons BIGINT,
  source TEXT NOT NULL,
  PRIMARY KEY (unit_id, year)
);

-- The year's target rates, in hundredths of a percent of resident households.
CREATE TABLE target (
  unit_id BIGINT NOT NULL,
  year BIGINT NOT NULL,
  class TEXT NOT NULL,
  rate BIGINT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (unit_id, year, class)
);
