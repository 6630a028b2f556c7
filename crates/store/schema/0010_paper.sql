-- Certificates (form 03) as papers. A number holds its year and is given once; two decisions signed at
-- once cannot draw the same one.
CREATE TABLE review_certificate (
  unit_id BIGINT NOT NULL,
  number TEXT NOT NULL,
  household_id UUID NOT NULL,
  standard TEXT NOT NULL,
  issued BIGINT NOT NULL,
  decision_id UUID NOT NULL,
  PRIMARY KEY (unit_id, number)
);
CREATE INDEX review_certificate_household ON review_certificate (household_id, issued);

-- The row of a year on a certificate, signed by the chair. lacking is a bit mask, bit (order - 1) of the
-- indicator of the certificate's standard.
CREATE TABLE review_certificate_year (
  unit_id BIGINT NOT NULL,
  number TEXT NOT NULL,
  year BIGINT NOT NULL,
  class TEXT NOT NULL,
  lacking BIGINT NOT NULL,
  signed BIGINT NOT NULL,
  signer TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  recorded_by UUID,
  recorded_name TEXT NOT NULL,
  PRIMARY KEY (unit_id, number, year)
);

-- Signed minutes as they were scanned. digest is the SHA-256 of the content.
CREATE TABLE review_scan (
  id UUID PRIMARY KEY,
  meeting_id UUID NOT NULL,
  name TEXT NOT NULL,
  media TEXT NOT NULL,
  size BIGINT NOT NULL,
  content BYTEA NOT NULL,
  digest BYTEA NOT NULL,
  kept_at BIGINT NOT NULL,
  kept_by UUID,
  kept_name TEXT NOT NULL
);
CREATE UNIQUE INDEX review_scan_once ON review_scan (meeting_id, digest);
