-- Collations.  Columns of pg_collation have other names in newer servers, so they are asked as JSON;
-- PostgreSQL 14 has the locale of ICU where that of libc stands.
-- when: 'pg_collation'::regclass = ANY (classes)
SELECT k.oid, k.collnamespace AS schema_oid, k.collname AS name,
       'CREATE COLLATION ' || quote_ident(n.nspname) || '.' || quote_ident(k.collname)
       || ' (provider = ' || CASE k.collprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu'
                                                 WHEN 'b' THEN 'builtin' ELSE 'default' END
       || CASE WHEN k.collprovider <> 'c' THEN coalesce(', locale = ' || quote_literal(l.locale), '')
               WHEN k.collcollate = k.collctype THEN ', locale = ' || quote_literal(k.collcollate)
               ELSE ', lc_collate = ' || quote_literal(k.collcollate)
                    || ', lc_ctype = ' || quote_literal(k.collctype) END
       || CASE WHEN k.collisdeterministic THEN '' ELSE ', deterministic = false' END
       || coalesce(', rules = ' || quote_literal(l.rules), '') || ')' AS definition,
       d.description AS comment,
       CASE WHEN k.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_collation'::regclass)
            THEN '' END AS unmanaged
FROM pg_collation k
JOIN pg_namespace n ON n.oid = k.collnamespace
CROSS JOIN LATERAL (SELECT coalesce(to_jsonb(k) ->> 'colllocale', to_jsonb(k) ->> 'colliculocale',
                                    k.collcollate) AS locale,
                           to_jsonb(k) ->> 'collicurules' AS rules) l
LEFT JOIN pg_description d
       ON d.objoid = k.oid AND d.classoid = 'pg_collation'::regclass AND d.objsubid = 0
WHERE k.oid >= 16384
