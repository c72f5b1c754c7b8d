-- all so far
--
-- Revision ID: ba76cbd4fd71
-- Revises:
-- Replaces: 1350aca454f1, fb235ae0f99f
-- Create Date: 2025-10-01 17:44:00+00:00
-- Schema: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef (after this revision)
-- Starts from: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef (what was there before: baseline.sql)

-- migrate:up

-- modelc:begin

CREATE VIEW v AS
select 1
  from t;

-- modelc:end

-- migrate:down

-- modelc:end-of-file
