-- Text search dictionaries.
-- when: 'pg_ts_dict'::regclass = ANY (classes)
SELECT s.oid, s.dictnamespace AS schema_oid, s.dictname AS name,
       'CREATE TEXT SEARCH DICTIONARY ' || quote_ident(n.nspname) || '.' || quote_ident(s.dictname)
       || E' (\n    TEMPLATE = ' || quote_ident(m.nspname) || '.' || quote_ident(t.tmplname)
       || coalesce(E',\n    ' || s.dictinitoption, '') || E'\n)' AS definition,
       quote_ident(m.nspname) || '.' || quote_ident(t.tmplname)
       || ARRAY(SELECT r.option[1]
                FROM regexp_matches(s.dictinitoption,
                                    '((?:"[^"]*"|\w+) = (?:E?''(?:[^'']|'''')*''|[^,]*))', 'g')
                     r (option)) AS shape,
       d.description AS comment,
       CASE WHEN s.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_ts_dict'::regclass)
            THEN '' END AS unmanaged
FROM pg_ts_dict s
JOIN pg_namespace n ON n.oid = s.dictnamespace
JOIN pg_ts_template t ON t.oid = s.dicttemplate
JOIN pg_namespace m ON m.oid = t.tmplnamespace
LEFT JOIN pg_description d
       ON d.objoid = s.oid AND d.classoid = 'pg_ts_dict'::regclass AND d.objsubid = 0
WHERE s.oid >= 16384
