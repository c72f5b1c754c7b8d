-- What a database holds that no kind manages: how many, by title and schema.
-- when: relations && '{f,p,v,m}'
-- when: 'b' = ANY (types)
-- when: EXISTS (SELECT FROM pg_foreign_data_wrapper)
-- when: EXISTS (SELECT FROM pg_subscription)
-- when: EXISTS (SELECT FROM pg_language WHERE oid >= 16384)
-- when: EXISTS (SELECT FROM pg_conversion WHERE oid >= 16384)
-- when: EXISTS (SELECT FROM pg_am WHERE oid >= 16384)
-- when: EXISTS (SELECT FROM pg_transform)
-- when: EXISTS (SELECT FROM pg_seclabel)
-- when: EXISTS (SELECT FROM pg_largeobject_metadata)
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
    UNION ALL
    SELECT 'foreign data wrapper', NULL, 'pg_foreign_data_wrapper'::regclass, w.oid
    FROM pg_foreign_data_wrapper w
    UNION ALL
    SELECT 'subscription', NULL, 'pg_subscription'::regclass, s.oid
    FROM pg_subscription s
    WHERE s.subdbid = (SELECT b.oid FROM pg_database b WHERE b.datname = current_database())
    UNION ALL
    SELECT 'language', NULL, 'pg_language'::regclass, l.oid FROM pg_language l WHERE l.oid >= 16384
    UNION ALL
    SELECT 'conversion', c.connamespace, 'pg_conversion'::regclass, c.oid
    FROM pg_conversion c WHERE c.oid >= 16384
    UNION ALL
    SELECT 'access method', NULL, 'pg_am'::regclass, m.oid FROM pg_am m WHERE m.oid >= 16384
    UNION ALL
    SELECT 'transform', NULL, 'pg_transform'::regclass, t.oid FROM pg_transform t
    UNION ALL
    SELECT 'security label', NULL, l.classoid, l.objoid FROM pg_seclabel l
    UNION ALL
    SELECT 'large object', NULL, 'pg_largeobject'::regclass, l.oid FROM pg_largeobject_metadata l
    UNION ALL
    SELECT 'view column comment', c.relnamespace, 'pg_class'::regclass, c.oid
    FROM pg_description d
    JOIN pg_class c ON c.oid = d.objoid AND c.relkind IN ('v', 'm')
    WHERE d.classoid = 'pg_class'::regclass AND d.objsubid > 0 AND c.oid >= 16384
    UNION ALL
    SELECT 'view column default', c.relnamespace, 'pg_class'::regclass, c.oid
    FROM pg_attrdef e JOIN pg_class c ON c.oid = e.adrelid AND c.relkind = 'v'
) o
WHERE NOT EXISTS (SELECT FROM pg_depend m
                  WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                    AND m.classid = o.class AND m.objid = o.oid)
GROUP BY o.title, o.schema_oid
