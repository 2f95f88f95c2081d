-- One row for each address-of-record: its bindings, a line each.
CREATE TABLE registration (
  aor VARCHAR(600) PRIMARY KEY,
  bindings TEXT NOT NULL
);
