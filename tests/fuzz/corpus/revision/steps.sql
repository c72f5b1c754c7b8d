-- steps
--
-- Revision ID: 000000000002
-- Revises: 000000000001, a1
-- Depends on: b2
-- Branch labels: shop
-- Create Date: 2025-10-01 17:44:00+00:00
-- Schema: sha256:6f1c

-- migrate:up transaction:false
-- modelc:begin
-- modelc:precheck SELECT 1 FROM users WHERE name IS NULL
-- modelc:allow MC101 it is empty
CREATE TABLE t (a text DEFAULT 'x;y', b text DEFAULT $a$;$a$);
-- modelc:end
-- modelc:step
/* ; */ UPDATE t SET a = E'\'';
-- modelc:step transaction:false
CREATE INDEX CONCURRENTLY i ON t (a);

-- migrate:down
-- modelc:irreversible gone
DROP TABLE t;
-- modelc:end-of-file
