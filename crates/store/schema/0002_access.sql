-- People who sign in, and their sessions.
CREATE TABLE account (
  id UUID PRIMARY KEY,
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  unit_id BIGINT NOT NULL,
  password TEXT NOT NULL,
  must_change BIGINT NOT NULL,
  lang TEXT NOT NULL,
  demonstration BIGINT NOT NULL,
  disabled_at BIGINT,
  failures BIGINT NOT NULL,
  locked_until BIGINT,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX account_login ON account (login);

-- A session is known by the hash of its token; the token itself is only in the browser.
CREATE TABLE session (
  token_hash BYTEA PRIMARY KEY,
  account_id UUID NOT NULL REFERENCES account (id),
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX session_account ON session (account_id);
