-- Searching a name looks only into these indexes: they hold the scope as well as the name. The third is
-- for the members of one commune, the fourth for lists of a province or the nation by name of head.
DROP INDEX person_fold;
DROP INDEX person_given;
CREATE INDEX person_fold ON person (fold, province_id, unit_id, household_id);
CREATE INDEX person_given ON person (given, province_id, unit_id, household_id);
CREATE INDEX person_unit ON person (unit_id, fold, household_id);
CREATE INDEX household_name ON household (head_sort, id, province_id);
