-- The review of households. A round belongs to one commune: the periodic one of a year (month 0) or the
-- off-cycle one of a month.
CREATE TABLE review_round (
  id UUID PRIMARY KEY,
  unit_id BIGINT NOT NULL,
  year BIGINT NOT NULL,
  month BIGINT NOT NULL,
  procedure_id TEXT NOT NULL,
  opened BIGINT NOT NULL,
  due BIGINT NOT NULL,
  opened_by_name TEXT NOT NULL
);
CREATE UNIQUE INDEX review_round_when ON review_round (unit_id, year, month);

-- A request of a household to be reviewed, form 01 (entry) or 04 (exit). number counts within commune and year.
CREATE TABLE review_request (
  id UUID PRIMARY KEY,
  unit_id BIGINT NOT NULL,
  household_id UUID NOT NULL,
  form TEXT NOT NULL,
  channel TEXT NOT NULL,
  year BIGINT NOT NULL,
  number BIGINT NOT NULL,
  received BIGINT NOT NULL,
  due BIGINT NOT NULL,
  grounds TEXT,
  state TEXT NOT NULL,
  answered BIGINT,
  answer TEXT
);
CREATE UNIQUE INDEX review_request_number ON review_request (unit_id, year, number);
CREATE INDEX review_request_household ON review_request (household_id, state);

-- A household in a round. step says what it waits for; surveyed, met, checked and decided are its class after
-- survey, meeting, re-check and decision. step_day is the day of its last step, until_day the last day of a
-- running posting or re-check.
CREATE TABLE review_case (
  id UUID PRIMARY KEY,
  round_id UUID NOT NULL,
  household_id UUID NOT NULL,
  unit_id BIGINT NOT NULL,
  village_id UUID,
  reason TEXT NOT NULL,
  request_id UUID,
  reviewer_id UUID,
  reviewer TEXT,
  step TEXT NOT NULL,
  step_day BIGINT NOT NULL,
  until_day BIGINT,
  class_before TEXT NOT NULL,
  visit_id UUID,
  surveyed TEXT,
  met TEXT,
  checked TEXT,
  decided TEXT,
  version BIGINT NOT NULL
);
CREATE UNIQUE INDEX review_case_household ON review_case (round_id, household_id);
CREATE INDEX review_case_reviewer ON review_case (reviewer_id, step);
CREATE INDEX review_case_of ON review_case (household_id);

-- Every step a case took, in order; never changed. subject is the visit, meeting, posting, complaint or decision.
CREATE TABLE review_step (
  case_id UUID NOT NULL,
  position BIGINT NOT NULL,
  kind TEXT NOT NULL,
  day BIGINT NOT NULL,
  class TEXT,
  subject_id UUID,
  note TEXT,
  recorded_at BIGINT NOT NULL,
  recorded_by UUID,
  recorded_name TEXT NOT NULL,
  PRIMARY KEY (case_id, position)
);

CREATE TABLE review_meeting (
  id UUID PRIMARY KEY,
  round_id UUID NOT NULL,
  village_id UUID,
  day BIGINT NOT NULL,
  chair TEXT NOT NULL,
  secretary TEXT NOT NULL,
  attendance BIGINT NOT NULL
);
CREATE INDEX review_meeting_round ON review_meeting (round_id);

CREATE TABLE review_vote (
  meeting_id UUID NOT NULL,
  case_id UUID NOT NULL,
  agree BIGINT NOT NULL,
  disagree BIGINT NOT NULL,
  PRIMARY KEY (meeting_id, case_id)
);

-- A public posting; the lines are what was posted, kept as it was.
CREATE TABLE review_posting (
  id UUID PRIMARY KEY,
  round_id UUID NOT NULL,
  unit_id BIGINT NOT NULL,
  village TEXT NOT NULL,
  from_day BIGINT NOT NULL,
  until_day BIGINT NOT NULL
);
CREATE INDEX review_posting_round ON review_posting (round_id);

CREATE TABLE review_posted (
  posting_id UUID NOT NULL,
  position BIGINT NOT NULL,
  case_id UUID NOT NULL,
  head TEXT NOT NULL,
  class TEXT NOT NULL,
  class_before TEXT NOT NULL,
  PRIMARY KEY (posting_id, position)
);

-- A decision and its lists, frozen as they were signed. list is poor, near_poor, exit_poor, exit_near_poor or
-- none; certificate is the number of form 03.
CREATE TABLE review_decision (
  id UUID PRIMARY KEY,
  round_id UUID NOT NULL,
  unit_id BIGINT NOT NULL,
  number TEXT NOT NULL,
  day BIGINT NOT NULL,
  signer TEXT NOT NULL,
  standard TEXT NOT NULL
);
CREATE UNIQUE INDEX review_decision_number ON review_decision (unit_id, number, day);
CREATE INDEX review_decision_round ON review_decision (round_id);

CREATE TABLE review_decided (
  decision_id UUID NOT NULL,
  position BIGINT NOT NULL,
  unit_id BIGINT NOT NULL,
  case_id UUID NOT NULL,
  household_id UUID NOT NULL,
  list TEXT NOT NULL,
  head TEXT NOT NULL,
  village TEXT NOT NULL,
  members BIGINT NOT NULL,
  class TEXT NOT NULL,
  certificate TEXT,
  PRIMARY KEY (decision_id, position)
);
