-- What a database holds that no kind manages: how many, by title and schema.
SELECT o.title, o.schema_oid, count(*) AS count
FROM (
    SELECT 'foreign table' AS title, c.relnamespace AS schema_oid, 'pg_class'::regclass AS class,
           c.oid
    FROM pg_class c WHERE c.oid >= 16384 AND c.relkind = 'f'
    UNION ALL
    SELECT 'base type', t.typnamespace, 'pg_type'::regclass, t.oid
    FROM pg_type t
    WHERE t.oid >= 16384 AND t.typtype = 'b' AND t.typcategory <> 'A'
    UNION ALL
    SELECT 'trigger', c.relnamespace, 'pg_trigger'::regclass, t.oid
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relkind = 'f'
    UNION ALL
    SELECT 'foreign server', NULL, 'pg_foreign_server'::regclass, s.oid FROM pg_foreign_server s
) o
WHERE NOT EXISTS (SELECT FROM pg_depend m
                  WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                    AND m.classid = o.class AND m.objid = o.oid)
GROUP BY o.title, o.schema_oid
