-- Rules, but for those that make views.
-- when: 'pg_rewrite'::regclass = ANY (classes)
SELECT r.oid, r.ev_class AS table_oid, r.ev_class AS partition_oid, r.ev_class AS view_oid,
       r.rulename AS name,
       rtrim(pg_get_ruledef(r.oid), ';') AS definition,
       CASE r.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'REPLICA' WHEN 'A' THEN 'ALWAYS' END
           AS enabled,
       d.description AS comment,
       CASE WHEN r.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_rewrite'::regclass)
            THEN '' END AS unmanaged
FROM pg_rewrite r
LEFT JOIN pg_description d
       ON d.objoid = r.oid AND d.classoid = 'pg_rewrite'::regclass AND d.objsubid = 0
WHERE r.oid >= 16384 AND r.rulename <> '_RETURN'
