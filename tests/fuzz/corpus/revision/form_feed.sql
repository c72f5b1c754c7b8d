-- indented
--
-- Revision ID: 000000000001

-- migrate:up

-- migrate:up
SELECT 1;
-- modelc:step
-- modelc:step
SELECT 2;

-- migrate:down
-- modelc:end-of-file
