-- Triggers, but for those of foreign keys and those that a partition has from its table.
-- when: triggers
SELECT t.oid, t.tgrelid AS table_oid, t.tgrelid AS partition_oid, t.tgrelid AS view_oid,
       t.tgname AS name,
       pg_get_triggerdef(t.oid) AS definition,
       CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'REPLICA' WHEN 'A' THEN 'ALWAYS' END
           AS enabled,
       d.description AS comment,
       CASE WHEN t.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_trigger'::regclass)
            THEN '' END AS unmanaged
FROM pg_trigger t
LEFT JOIN pg_description d
       ON d.objoid = t.oid AND d.classoid = 'pg_trigger'::regclass AND d.objsubid = 0
WHERE NOT t.tgisinternal AND t.tgparentid = 0
