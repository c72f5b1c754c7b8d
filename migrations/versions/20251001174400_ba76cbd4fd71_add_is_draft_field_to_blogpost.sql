-- add is_draft field to blogpost
--
-- Revision ID: ba76cbd4fd71
-- Revises: fb235ae0f99f
-- Create Date: 2025-10-01 17:44:00+00:00
-- Schema: sha256:2c3482f75514ee695640bd0a888285c0d34181e0b8aa7a8452e2feab09360a51 (after this revision)

-- migrate:up

-- modelc:begin

ALTER TABLE public.blog_posts ADD COLUMN is_draft boolean DEFAULT true NOT NULL;

-- modelc:end

-- migrate:down

-- modelc:begin

ALTER TABLE public.blog_posts DROP COLUMN is_draft;

-- modelc:end

-- modelc:end-of-file
