-- tc-23 add profile_picture bio and created_at
--
-- Revision ID: 0197b862d1e3
-- Revises: ba76cbd4fd71
-- Create Date: 2025-10-19 21:12:00+00:00
-- Schema: sha256:b4eca157f9777acde005559cd8cceb78bae3e10b40b68af6861650ffaa79a82d (after this revision)

-- migrate:up

-- modelc:begin

ALTER TABLE public.users
    ADD COLUMN profile_picture text,
    ADD COLUMN bio text,
    ADD COLUMN created_at timestamp DEFAULT now() NOT NULL;

-- modelc:end

-- migrate:down

-- modelc:begin

ALTER TABLE public.users
    DROP COLUMN created_at,
    DROP COLUMN bio,
    DROP COLUMN profile_picture;

-- modelc:end

-- modelc:end-of-file
