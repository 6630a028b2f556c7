-- Lists of work and of what was done are read by unit, newest first.
CREATE INDEX audit_unit ON audit (unit_id, at, id);
CREATE INDEX job_unit ON job (unit_id, created_at, id);
