-- Text search parsers.
-- when: 'pg_ts_parser'::regclass = ANY (classes)
SELECT s.oid, s.prsnamespace AS schema_oid, s.prsname AS name,
       'CREATE TEXT SEARCH PARSER ' || quote_ident(n.nspname) || '.' || quote_ident(s.prsname)
       || E' (\n    START = ' || s.prsstart || E',\n    GETTOKEN = ' || s.prstoken
       || E',\n    END = ' || s.prsend || E',\n    LEXTYPES = ' || s.prslextype
       || CASE WHEN s.prsheadline = 0 THEN '' ELSE E',\n    HEADLINE = ' || s.prsheadline END || E'\n)' AS definition,
       d.description AS comment,
       CASE WHEN s.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_ts_parser'::regclass)
            THEN '' END AS unmanaged
FROM pg_ts_parser s
JOIN pg_namespace n ON n.oid = s.prsnamespace
LEFT JOIN pg_description d
       ON d.objoid = s.oid AND d.classoid = 'pg_ts_parser'::regclass AND d.objsubid = 0
WHERE s.oid >= 16384
