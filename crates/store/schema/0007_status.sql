-- Tables of a day count statuses by unit and class: this index holds all they need, so that a commune's
-- figures are read without touching the rows.
DROP INDEX status_day;
CREATE INDEX status_class ON status (unit_id, class, from_day, to_day, members, household_id);
