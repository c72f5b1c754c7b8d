-- What a database holds that no kind manages: how many, by title and schema.
SELECT o.title, o.schema_oid, count(*) AS count
FROM (
    SELECT 'foreign table' AS title, c.relnamespace AS schema_oid, 'pg_class'::regclass AS class,
           c.oid
    FROM pg_class c WHERE c.oid >= 16384 AND c.relkind = 'f'
    UNION ALL
    SELECT CASE t.typtype WHEN 'r' THEN 'range type' ELSE 'base type' END,
           t.typnamespace, 'pg_type'::regclass, t.oid
    FROM pg_type t
    WHERE t.oid >= 16384 AND (t.typtype = 'r' OR t.typtype = 'b' AND t.typcategory <> 'A')
    UNION ALL
    SELECT 'trigger', c.relnamespace, 'pg_trigger'::regclass, t.oid
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relkind = 'f'
    UNION ALL
    SELECT 'rule', c.relnamespace, 'pg_rewrite'::regclass, r.oid
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    WHERE r.oid >= 16384 AND r.rulename <> '_RETURN'
    UNION ALL
    SELECT 'operator', p.oprnamespace, 'pg_operator'::regclass, p.oid
    FROM pg_operator p WHERE p.oid >= 16384
    UNION ALL
    SELECT 'operator class', p.opcnamespace, 'pg_opclass'::regclass, p.oid
    FROM pg_opclass p WHERE p.oid >= 16384
    UNION ALL
    SELECT 'collation', k.collnamespace, 'pg_collation'::regclass, k.oid
    FROM pg_collation k WHERE k.oid >= 16384
    UNION ALL
    SELECT 'text search configuration', s.cfgnamespace, 'pg_ts_config'::regclass, s.oid
    FROM pg_ts_config s WHERE s.oid >= 16384
    UNION ALL
    SELECT 'text search dictionary', s.dictnamespace, 'pg_ts_dict'::regclass, s.oid
    FROM pg_ts_dict s WHERE s.oid >= 16384
    UNION ALL
    SELECT 'cast', NULL, 'pg_cast'::regclass, k.oid FROM pg_cast k
    WHERE k.oid >= 16384
      AND NOT EXISTS (SELECT FROM pg_depend i
                      WHERE i.classid = 'pg_cast'::regclass AND i.objid = k.oid AND i.deptype = 'i')
    UNION ALL
    SELECT 'publication', NULL, 'pg_publication'::regclass, p.oid FROM pg_publication p
    UNION ALL
    SELECT 'event trigger', NULL, 'pg_event_trigger'::regclass, e.oid FROM pg_event_trigger e
    UNION ALL
    SELECT 'foreign server', NULL, 'pg_foreign_server'::regclass, s.oid FROM pg_foreign_server s
) o
WHERE NOT EXISTS (SELECT FROM pg_depend m
                  WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                    AND m.classid = o.class AND m.objid = o.oid)
GROUP BY o.title, o.schema_oid
