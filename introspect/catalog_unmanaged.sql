-- What a database holds that no kind manages: how many, by title and schema.
WITH given AS (
    SELECT 'pg_class'::regclass AS class, c.oid, c.relnamespace AS schema_oid, c.relowner AS owner,
           CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char" AS kind, c.relacl AS acl
    FROM pg_class c WHERE c.relacl IS NOT NULL
    UNION ALL
    SELECT 'pg_proc'::regclass, p.oid, p.pronamespace, p.proowner, 'f', p.proacl
    FROM pg_proc p WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT 'pg_type'::regclass, t.oid, t.typnamespace, t.typowner, 'T', t.typacl
    FROM pg_type t WHERE t.typacl IS NOT NULL
    UNION ALL
    SELECT 'pg_namespace'::regclass, n.oid, n.oid, n.nspowner, 'n', n.nspacl
    FROM pg_namespace n WHERE n.nspacl IS NOT NULL
    UNION ALL
    SELECT 'pg_language'::regclass, l.oid, NULL, l.lanowner, 'l', l.lanacl
    FROM pg_language l WHERE l.lanacl IS NOT NULL
    UNION ALL
    SELECT 'pg_default_acl'::regclass, f.oid, NULL, f.defaclrole,
           CASE f.defaclobjtype WHEN 'S' THEN 's' ELSE f.defaclobjtype END, f.defaclacl
    FROM pg_default_acl f WHERE f.defaclnamespace = 0
),
/* Others than what PostgreSQL or an extension brought came with. */
changed AS (
    SELECT g.*
    FROM given g
    LEFT JOIN pg_init_privs i
           ON i.classoid = g.class AND i.objoid = g.oid AND i.objsubid = 0
    WHERE g.acl IS DISTINCT FROM i.initprivs
),
/* What extensions brought; `made` is a transaction of their scripts. */
brought AS (
    SELECT m.refobjid AS extension, m.classid AS class, m.objid AS oid, m.xmin AS made
    FROM pg_depend m
    WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
)
SELECT o.title, o.schema_oid, count(*) AS count
FROM (
    SELECT 'system privilege' AS title, NULL::oid AS schema_oid, NULL::regclass AS class, c.oid
    FROM changed c
    LEFT JOIN pg_namespace n ON n.oid = c.schema_oid
    WHERE c.oid < 16384 AND n.nspname IS DISTINCT FROM 'public'
      AND NOT (n.nspname = 'information_schema' /* the owner's and everybody's */
               AND (c.class = 'pg_class'::regclass AND cardinality(c.acl) = 2
                    OR c.acl = acldefault('n', c.owner)
                               || makeaclitem(0, c.owner, 'USAGE', false)))
    UNION ALL
    /* A grant does not say what an owner has of itself. */
    SELECT CASE g.class WHEN 'pg_default_acl'::regclass THEN 'owner without usual default privilege'
                        ELSE 'owner without usual privilege' END, g.schema_oid, g.class, g.oid
    FROM given g
    WHERE g.oid >= 16384 AND g.class <> 'pg_language'::regclass
      AND EXISTS (SELECT d.privilege_type FROM aclexplode(acldefault(g.kind, g.owner)) d
                  WHERE d.grantee = g.owner
                  EXCEPT SELECT a.privilege_type FROM aclexplode(g.acl) a
                  WHERE a.grantee = g.owner)
-- if: 'S' = ANY (relations)
    UNION ALL
    SELECT 'view''s sequence', c.relnamespace, 'pg_class'::regclass, c.oid
    FROM pg_class c
    JOIN pg_depend o ON o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.deptype = 'a'
                    AND o.refclassid = 'pg_class'::regclass AND o.refobjsubid > 0
    JOIN pg_class v ON v.oid = o.refobjid AND v.relkind = 'v'
    WHERE c.relkind = 'S'
-- end
-- if: column_grants
    UNION ALL
    /* A column that every table has. */
    SELECT 'system column''s privilege', c.relnamespace, 'pg_class'::regclass, c.oid
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE a.attacl IS NOT NULL AND a.attnum < 0
-- end
-- if: type_grants
    UNION ALL
    SELECT 'implied object''s privilege', t.typnamespace, 'pg_type'::regclass, t.oid
    FROM pg_type t
    WHERE t.oid >= 16384 AND t.typacl IS NOT NULL AND t.typtype = 'c'
      AND t.typrelid IN (SELECT c.oid FROM pg_class c WHERE c.relkind <> 'c')
-- end
-- if: 'r' = ANY (types)
    UNION ALL
    SELECT 'implied object''s privilege', p.pronamespace, 'pg_proc'::regclass, p.oid
    FROM pg_proc p
    JOIN pg_depend i ON i.classid = 'pg_proc'::regclass AND i.objid = p.oid AND i.deptype = 'i'
    WHERE p.oid >= 16384 AND p.proacl IS NOT NULL
-- end
-- if: 'f' = ANY (relations)
    UNION ALL
    SELECT 'foreign table', c.relnamespace, 'pg_class'::regclass,
           c.oid
    FROM pg_class c WHERE c.oid >= 16384 AND c.relkind = 'f'
-- end
-- if: 'b' = ANY (types) OR 'p' = ANY (types)
    UNION ALL
    SELECT CASE t.typtype WHEN 'b' THEN 'base type' ELSE 'shell type' END, t.typnamespace,
           'pg_type'::regclass, t.oid
    FROM pg_type t
    WHERE t.oid >= 16384 AND (t.typtype = 'b' AND t.typcategory <> 'A' OR t.typtype = 'p')
-- end
-- if: 'f' = ANY (relations)
    UNION ALL
    SELECT 'trigger', c.relnamespace, 'pg_trigger'::regclass, t.oid
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relkind = 'f'
-- end
-- if: 'pg_foreign_server'::regclass = ANY (classes)
    UNION ALL
    SELECT 'foreign server', NULL, 'pg_foreign_server'::regclass, s.oid FROM pg_foreign_server s
-- end
-- if: EXISTS (SELECT FROM pg_foreign_data_wrapper)
    UNION ALL
    SELECT 'foreign data wrapper', NULL, 'pg_foreign_data_wrapper'::regclass, w.oid
    FROM pg_foreign_data_wrapper w
-- end
-- if: EXISTS (SELECT FROM pg_subscription)
    UNION ALL
    SELECT 'subscription', NULL, 'pg_subscription'::regclass, s.oid
    FROM pg_subscription s
    WHERE s.subdbid = (SELECT b.oid FROM pg_database b WHERE b.datname = current_database())
-- end
-- if: EXISTS (SELECT FROM pg_language WHERE oid >= 16384)
    UNION ALL
    SELECT 'language', NULL, 'pg_language'::regclass, l.oid FROM pg_language l WHERE l.oid >= 16384
-- end
-- if: 'pg_conversion'::regclass = ANY (classes)
    UNION ALL
    SELECT 'conversion', c.connamespace, 'pg_conversion'::regclass, c.oid
    FROM pg_conversion c WHERE c.oid >= 16384
-- end
-- if: EXISTS (SELECT FROM pg_am WHERE oid >= 16384)
    UNION ALL
    SELECT 'access method', NULL, 'pg_am'::regclass, m.oid FROM pg_am m WHERE m.oid >= 16384
-- end
-- if: EXISTS (SELECT FROM pg_transform)
    UNION ALL
    SELECT 'transform', NULL, 'pg_transform'::regclass, t.oid FROM pg_transform t
-- end
-- if: EXISTS (SELECT FROM pg_seclabel)
    UNION ALL
    SELECT 'security label', NULL, l.classoid, l.objoid FROM pg_seclabel l
-- end
-- if: EXISTS (SELECT FROM pg_largeobject_metadata)
    UNION ALL
    SELECT 'large object', NULL, 'pg_largeobject'::regclass, l.oid FROM pg_largeobject_metadata l
-- end
-- if: 'pg_foreign_server'::regclass = ANY (classes)
    UNION ALL
    SELECT 'user mapping', NULL, 'pg_foreign_server'::regclass, m.srvid FROM pg_user_mappings m
-- end
-- if: EXISTS (SELECT FROM pg_inherits)
    UNION ALL
    /* What a part of a table keeps of its own and no statement can give it. */
    SELECT DISTINCT 'inherited column''s setting', c.relnamespace, 'pg_class'::regclass, c.oid
    FROM pg_inherits h
    JOIN pg_class c ON c.oid = h.inhrelid AND c.relkind IN ('r', 'p')
    JOIN pg_attribute a ON a.attrelid = h.inhrelid AND a.attnum > 0 AND NOT a.attislocal
    JOIN pg_attribute p ON p.attrelid = h.inhparent AND p.attname = a.attname
    LEFT JOIN pg_attrdef e ON e.adrelid = a.attrelid AND e.adnum = a.attnum
    LEFT JOIN pg_attrdef f ON f.adrelid = p.attrelid AND f.adnum = p.attnum
    WHERE p.attnotnull AND NOT a.attnotnull OR a.attidentity <> '' AND p.attidentity = ''
       OR a.attgenerated <> ''
          AND pg_get_expr(e.adbin, e.adrelid) IS DISTINCT FROM pg_get_expr(f.adbin, f.adrelid)
-- end
-- if: 'I' = ANY (relations)
    UNION ALL
    /* Of a partition that has partitions: no statement gives it. */
    SELECT 'partition''s index setting', c.relnamespace, 'pg_class'::regclass, c.oid
    FROM pg_class c
    JOIN pg_inherits h ON h.inhrelid = c.oid
    JOIN pg_class p ON p.oid = h.inhparent
    WHERE c.relispartition AND c.relkind = 'I' AND c.reloptions IS DISTINCT FROM p.reloptions
    UNION ALL
    /* What was there before its table's index became its part with its own ASC or DESC. */
    SELECT 'partition''s index order', c.relnamespace, 'pg_class'::regclass, c.oid
    FROM pg_class c
    JOIN pg_inherits h ON h.inhrelid = c.oid
    JOIN pg_index i ON i.indexrelid = c.oid
    JOIN pg_index p ON p.indexrelid = h.inhparent
    WHERE c.relispartition AND c.relkind IN ('i', 'I')
      AND (i.indoption::text <> p.indoption::text OR i.indclass <> p.indclass)
    UNION ALL
    /* Of a key that not every partition has, as yet. */
    SELECT 'invalid index', c.relnamespace, 'pg_class'::regclass, c.oid
    FROM pg_constraint k
    JOIN pg_index i ON i.indexrelid = k.conindid AND NOT i.indisvalid
    JOIN pg_class c ON c.oid = i.indexrelid
    WHERE k.contype IN ('p', 'u', 'x')
-- end
-- if: 'p' = ANY (relations)
    UNION ALL
    /* It says nothing, no statement takes it back, and PostgreSQL 18 makes none. */
    SELECT 'unlogged partitioned table', c.relnamespace, 'pg_class'::regclass, c.oid
    FROM pg_class c
    WHERE c.relkind = 'p' AND c.relpersistence = 'u'
-- end
-- if: EXISTS (SELECT FROM pg_inherits WHERE inhdetachpending)
    UNION ALL
    SELECT 'partition being detached', c.relnamespace, 'pg_class'::regclass, c.oid
    FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
    WHERE h.inhdetachpending
-- end
-- if: EXISTS (SELECT FROM pg_inherits)
    UNION ALL
    /* Neither that of the parent's nor the one that PostgreSQL gives: no statement gives it. */
    SELECT x.title, x.schema_oid, 'pg_class'::regclass, x.oid
    FROM (SELECT 'partition''s index name' AS title, c.relnamespace AS schema_oid, c.oid,
                 i.indrelid AS relation, c.relname AS name, '(idx|key|pkey|excl)' AS ending
          FROM pg_class c
          JOIN pg_index i ON i.indexrelid = c.oid
          WHERE c.relispartition AND c.relkind IN ('i', 'I')
          UNION ALL
          SELECT 'partition''s constraint name', k.connamespace, k.conrelid, k.conrelid, k.conname,
                 'fkey'
          FROM pg_constraint k
          JOIN pg_constraint p ON p.oid = k.conparentid AND p.conrelid <> k.conrelid
          WHERE k.contype = 'f' AND k.conname <> p.conname
          UNION ALL
          SELECT 'inherited NOT NULL name', k.connamespace, k.conrelid, k.conrelid, k.conname,
                 'not_null'
          FROM pg_constraint k
          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
          JOIN pg_class c ON c.oid = k.conrelid
          WHERE k.contype = 'n' AND (k.coninhcount > 0 OR NOT a.attislocal OR c.relispartition)
            AND NOT EXISTS (SELECT FROM pg_inherits h
                            JOIN pg_constraint p ON p.conrelid = h.inhparent
                            WHERE h.inhrelid = k.conrelid AND p.contype = 'n'
                              AND p.conname = k.conname)) x
    JOIN pg_class t ON t.oid = x.relation
    WHERE NOT (starts_with(x.name, left(t.relname, 13)) AND x.name ~ ('_' || x.ending || '[0-9]*$'))
-- end
-- if: 'n' = ANY (constraints) AND EXISTS (SELECT FROM pg_inherits)
    UNION ALL
    /* It outlives the inherited one, and until then no statement takes it back. */
    SELECT 'repeated NOT NULL', k.connamespace, 'pg_class'::regclass, k.conrelid
    FROM pg_constraint k
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1] AND NOT a.attislocal
    WHERE k.contype = 'n' AND k.coninhcount > 0 AND k.conislocal
    UNION ALL
    SELECT 'invalid NOT NULL of an inherited column', k.connamespace, 'pg_class'::regclass, k.conrelid
    FROM pg_constraint k
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
    JOIN pg_class c ON c.oid = k.conrelid
    WHERE k.contype = 'n' AND k.coninhcount = 0 AND NOT k.convalidated
      AND (NOT a.attislocal OR c.relispartition)
-- end
-- if: internal_trigger_states
    UNION ALL
    SELECT 'constraint''s trigger state', c.relnamespace, 'pg_class'::regclass, c.oid
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE t.tgisinternal AND t.tgenabled <> 'O'
-- end
-- if: 'pg_constraint'::regclass = ANY (comments)
    UNION ALL
    /*
     * Of NOT NULL, whose names there follow from other names, of a foreign key that has another, of a
     * constraint trigger that is a partition's part or has another.
     */
    SELECT 'inherited constraint''s comment', k.connamespace, 'pg_class'::regclass, k.conrelid
    FROM pg_description d
    JOIN pg_constraint k ON k.oid = d.objoid
    LEFT JOIN pg_constraint p ON p.oid = k.conparentid
    LEFT JOIN pg_class c ON c.oid = k.conrelid
    LEFT JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
    WHERE d.classoid = 'pg_constraint'::regclass
      AND (k.contype = 'n' AND NOT (k.conislocal AND a.attislocal AND NOT c.relispartition)
           OR k.contype = 't' AND NOT EXISTS (SELECT FROM pg_trigger t
                                              WHERE t.tgconstraint = k.oid AND t.tgparentid = 0
                                                AND t.tgname = k.conname)
           OR k.conparentid <> 0 AND k.contype = 'f'
              AND NOT (p.conname = k.conname AND p.conrelid <> k.conrelid))
-- end
-- if: triggers
    UNION ALL
    /* PostgreSQL 14 could rename the trigger of a partition alone. */
    SELECT 'partition''s trigger name', c.relnamespace, 'pg_class'::regclass, c.oid
    FROM pg_trigger t
    JOIN pg_trigger p ON p.oid = t.tgparentid AND p.tgname <> t.tgname
    JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal
-- end
-- if: 'pg_type'::regclass = ANY (comments)
    UNION ALL
    /* The array of a type comes with it. */
    SELECT 'implied object''s comment', t.typnamespace, 'pg_type'::regclass, t.oid
    FROM pg_description d
    JOIN pg_type t ON t.oid = d.objoid
    WHERE d.classoid = 'pg_type'::regclass AND d.objoid >= 16384
      AND t.typtype = 'b' AND t.typcategory = 'A'
-- end
-- if: 'pg_proc'::regclass = ANY (comments)
    UNION ALL
    SELECT 'implied object''s comment', p.pronamespace, 'pg_proc'::regclass, p.oid
    FROM pg_description d
    JOIN pg_proc p ON p.oid = d.objoid
    JOIN pg_depend i ON i.classid = 'pg_proc'::regclass AND i.objid = p.oid AND i.deptype = 'i'
    WHERE d.classoid = 'pg_proc'::regclass AND d.objoid >= 16384
-- end
-- if: 'pg_cast'::regclass = ANY (comments)
    UNION ALL
    SELECT 'implied object''s comment', NULL, 'pg_cast'::regclass, d.objoid
    FROM pg_description d
    JOIN pg_depend i ON i.classid = 'pg_cast'::regclass AND i.objid = d.objoid AND i.deptype = 'i'
    WHERE d.classoid = 'pg_cast'::regclass
-- end
-- if: 'pg_trigger'::regclass = ANY (comments)
    UNION ALL
    SELECT 'implied object''s comment', c.relnamespace, 'pg_class'::regclass, c.oid
    FROM pg_description d
    JOIN pg_trigger t ON t.oid = d.objoid AND t.tgisinternal AND t.tgparentid = 0
    JOIN pg_class c ON c.oid = t.tgrelid
    WHERE d.classoid = 'pg_trigger'::regclass
-- end
-- if: 'pg_proc'::regclass = ANY (classes) OR 'pg_operator'::regclass = ANY (classes)
    UNION ALL
    /* Somebody's own in a family that is not: PostgreSQL's, or what an extension brought. */
    SELECT CASE WHEN m.family >= 16384 THEN 'extension''s operator family member'
                ELSE 'built-in operator family''s member' END, NULL, NULL, m.oid
    FROM (SELECT 'pg_operator'::regclass AS class, o.amopopr::oid AS member, o.amopfamily AS family,
                 o.oid
          FROM pg_amop o
          UNION ALL
          SELECT 'pg_proc'::regclass, p.amproc, p.amprocfamily, p.oid FROM pg_amproc p) m
    WHERE m.member >= 16384
      AND NOT EXISTS (SELECT FROM brought b WHERE b.class = m.class AND b.oid = m.member)
      AND (m.family < 16384
           OR EXISTS (SELECT FROM brought b
                      WHERE b.class = 'pg_opfamily'::regclass AND b.oid = m.family))
-- end
-- if: 'pg_extension'::regclass = ANY (classes)
    UNION ALL
    SELECT 'extension''s privilege', NULL, NULL, c.oid
    FROM changed c
    JOIN brought b ON b.class = c.class AND b.oid = c.oid
    WHERE c.oid >= 16384
    UNION ALL
    /*
     * What was added to what it brought or changed of it, in none of the transactions of its own
     * scripts.  Where pg_upgrade put it together, each of its members in a transaction, nobody can
     * tell.
     */
    SELECT 'extension''s ' || a.title, NULL, NULL, b.oid
    FROM (SELECT 'comment' AS title, d.classoid AS class, d.objoid AS holder, d.xmin AS made
          FROM pg_description d
          UNION ALL
          SELECT 'function', 'pg_proc'::regclass, p.oid, p.xmin FROM pg_proc p
          WHERE p.proacl IS NULL
          UNION ALL
          SELECT 'enum value', 'pg_type'::regclass, e.enumtypid, e.xmin FROM pg_enum e
-- end
-- if: extension_relations
          UNION ALL
          SELECT 'index', 'pg_class'::regclass, i.indrelid, i.xmin FROM pg_index i
          WHERE i.indexrelid NOT IN (SELECT k.conindid FROM pg_constraint k)
          UNION ALL
          SELECT 'constraint', 'pg_class'::regclass, k.conrelid, k.xmin FROM pg_constraint k
          WHERE k.contype <> 't'
          UNION ALL
          SELECT 'trigger', 'pg_class'::regclass, t.tgrelid, t.xmin FROM pg_trigger t
          WHERE NOT t.tgisinternal
          UNION ALL
          SELECT 'rule', 'pg_class'::regclass, r.ev_class, r.xmin FROM pg_rewrite r
          UNION ALL
          SELECT 'policy', 'pg_class'::regclass, p.polrelid, p.xmin FROM pg_policy p
          UNION ALL
          SELECT 'statistics object', 'pg_class'::regclass, s.stxrelid, s.xmin
          FROM pg_statistic_ext s
          UNION ALL
          SELECT 'row security', 'pg_class'::regclass, c.oid, c.xmin FROM pg_class c
          WHERE c.relrowsecurity OR c.relforcerowsecurity
          UNION ALL
          SELECT 'column', 'pg_class'::regclass, c.attrelid, c.xmin FROM pg_attribute c
          WHERE c.attnum > 0 AND NOT c.attisdropped AND c.attacl IS NULL
-- end
-- if: 'pg_extension'::regclass = ANY (classes)
         ) a
    JOIN brought b ON b.class = a.class AND b.oid = a.holder
    WHERE a.made NOT IN (SELECT made FROM brought UNION ALL SELECT xmin FROM pg_extension)
      AND b.extension IN (SELECT extension FROM brought
                          GROUP BY extension, made HAVING count(*) > 1)
    UNION ALL
    SELECT 'extension dependency', NULL, x.classid, x.objid
    FROM pg_depend x WHERE x.refclassid = 'pg_extension'::regclass AND x.deptype = 'x'
-- end
) o
WHERE NOT EXISTS (SELECT FROM pg_depend m
                  WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                    AND m.classid = o.class AND m.objid = o.oid)
GROUP BY o.title, o.schema_oid
