-- Photos and scans are compressed already; to try it again costs PostgreSQL more than all the rest of a row.
ALTER TABLE submission_file ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE review_scan ALTER COLUMN content SET STORAGE EXTERNAL;
