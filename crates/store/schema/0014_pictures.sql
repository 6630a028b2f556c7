-- Photos, scans and kept files are compressed already; to try it again costs PostgreSQL more than all the rest of
-- a row. Imported files may be plain text and are left as they were.
ALTER TABLE submission_file ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE report ALTER COLUMN file SET STORAGE EXTERNAL;
ALTER TABLE review_scan ALTER COLUMN content SET STORAGE EXTERNAL;
