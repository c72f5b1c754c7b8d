-- Text search templates.
-- when: 'pg_ts_template'::regclass = ANY (classes)
SELECT s.oid, s.tmplnamespace AS schema_oid, s.tmplname AS name,
       'CREATE TEXT SEARCH TEMPLATE ' || quote_ident(n.nspname) || '.' || quote_ident(s.tmplname)
       || E' (\n    LEXIZE = ' || s.tmpllexize
       || CASE WHEN s.tmplinit = 0 THEN '' ELSE E',\n    INIT = ' || s.tmplinit END || E'\n)' AS definition,
       d.description AS comment,
       CASE WHEN s.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_ts_template'::regclass)
            THEN '' END AS unmanaged
FROM pg_ts_template s
JOIN pg_namespace n ON n.oid = s.tmplnamespace
LEFT JOIN pg_description d
       ON d.objoid = s.oid AND d.classoid = 'pg_ts_template'::regclass AND d.objsubid = 0
WHERE s.oid >= 16384
