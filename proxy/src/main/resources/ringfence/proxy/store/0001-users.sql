-- What proves a user, never a password: HA1 of RFC 7616 section 3.4.2, in lower-case hexadecimal.
CREATE TABLE subscriber (
  name VARCHAR(255) NOT NULL,
  domain VARCHAR(255) NOT NULL,
  ha1_md5 VARCHAR(32) NOT NULL,
  ha1_sha256 VARCHAR(64) NOT NULL,
  PRIMARY KEY (name, domain)
);
-- Counts the changes of the table above: who follows it reads this one row.
CREATE TABLE subscriber_change (
  number BIGINT NOT NULL
);
INSERT INTO subscriber_change (number) VALUES (0);
