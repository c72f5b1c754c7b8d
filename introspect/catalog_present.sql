-- What the catalogs hold beyond PostgreSQL's own: the names that the conditions of queries can use.
--
--     relations         pg_class.relkind, but for tables, their TOAST tables and indexes
--     types             pg_type.typtype, but for rows and arrays
--     constraints       pg_constraint.contype
--     comments          the classes of what has some
--     classes           those of the classes below of which there is something; it depends on something
--                       that is not PostgreSQL's own either, as its schema, and pg_depend knows that
--                       (but an extension can be in pg_catalog)
--     triggers          some is not one of a constraint
--     internal_trigger_states   one of a constraint does not fire as usual
--     type_grants       some type has others than usual
--     column_grants     some column has some, or what every table has as a column
--     relation_grants   some relation has others than usual
--     table_options     some table has parameters, or what holds its long values has
--     sequences         some says what no column says of it: its column, or it has none
--     identity_options  some is not as a column's is that says nothing more than that
--     clustered         some table has the mark of CLUSTER
--     indexes           some stands alone, for no constraint
--     index_options     some has parameters or a tablespace
--     index_extras      some includes columns, or holds NULL to be like NULL
--     extension_relations   some extension has some
--
-- One look at each catalog; OFFSET 0 keeps it one: the planner would write it out at each use.
-- Around sequences it keeps the planner from hashing whole catalogs for the few rows that each has.
FROM (SELECT r.relations, r.relation_grants, r.table_options, r.index_options, t.types, t.type_grants,
             k.constraints, i.others > k.others AS indexes, i.clustered, i.index_extras,
             ARRAY(SELECT c FROM unnest('{pg_proc, pg_collation, pg_conversion, pg_operator,
                                         pg_opclass, pg_opfamily, pg_ts_config, pg_ts_dict,
                                         pg_ts_parser, pg_ts_template, pg_statistic_ext,
                                         pg_foreign_server, pg_event_trigger, pg_policy,
                                         pg_rewrite}'::regclass[]) c
                   WHERE (SELECT max(d.objid) FROM pg_depend d WHERE d.classid = c) >= 16384
                   UNION ALL
                   SELECT e.tableoid FROM pg_extension e WHERE e.oid >= 16384 GROUP BY 1)
                 AS classes,
             g.triggers, g.internal_trigger_states, s.sequences, s.identity_options,
             EXISTS (SELECT FROM pg_attribute a
                     WHERE a.attacl IS NOT NULL AND (a.attrelid >= 16384 OR a.attnum < 0))
                 AS column_grants,
             ARRAY(SELECT d.classoid FROM pg_description d WHERE d.objoid >= 16384 GROUP BY 1)
                 AS comments,
             EXISTS (SELECT FROM pg_depend m
                     WHERE m.refclassid = 'pg_extension'::regclass AND m.refobjid >= 16384
                       AND m.classid = 'pg_class'::regclass) AS extension_relations
      FROM (SELECT array_agg(DISTINCT c.relkind) FILTER (WHERE c.relkind NOT IN ('r', 'i', 't'))
                       AS relations,
                   bool_or(c.relacl IS NOT NULL) AS relation_grants,
                   bool_or(c.reloptions IS NOT NULL AND c.relkind NOT IN ('i', 'I'))
                       AS table_options,
                   bool_or((c.reloptions IS NOT NULL OR c.reltablespace <> 0)
                           AND c.relkind IN ('i', 'I')) AS index_options
            FROM pg_class c WHERE c.oid >= 16384) r,
           (SELECT coalesce(array_agg(DISTINCT t.typtype)
                            FILTER (WHERE t.typtype NOT IN ('b', 'c')
                                       OR t.typtype = 'b' AND t.typcategory <> 'A'), '{}') AS types,
                   coalesce(bool_or(t.typacl IS NOT NULL), false) AS type_grants
            FROM pg_type t WHERE t.oid >= 16384) t,
           (SELECT coalesce(bool_or(NOT x.tgisinternal), false) AS triggers,
                   coalesce(bool_or(x.tgisinternal AND x.tgenabled <> 'O'), false)
                       AS internal_trigger_states
            FROM pg_trigger x) g,
           (SELECT bool_or(o.refobjid IS NULL OR q.relacl IS NOT NULL) AS sequences,
                   bool_or(q.relname <> c.relname || '_' || a.attname || '_seq'
                           OR s.seqincrement <> 1 OR s.seqmin <> 1 OR s.seqstart <> 1
                           OR s.seqmax <> CASE s.seqtypid WHEN 'smallint'::regtype THEN 32767
                                                          WHEN 'integer'::regtype THEN 2147483647
                                                          ELSE 9223372036854775807 END
                           OR s.seqcache <> 1 OR s.seqcycle
                           OR q.relpersistence <> c.relpersistence) AS identity_options
            FROM pg_sequence s
            CROSS JOIN LATERAL (SELECT q.relname, q.relacl, q.relpersistence FROM pg_class q
                                WHERE q.oid = s.seqrelid AND q.relpersistence <> 't' OFFSET 0) q
            LEFT JOIN LATERAL (SELECT o.refobjid, o.refobjsubid FROM pg_depend o
                               WHERE o.classid = 'pg_class'::regclass AND o.objid = s.seqrelid
                                 AND o.refclassid = 'pg_class'::regclass AND o.deptype = 'i'
                               OFFSET 0) o ON true
            LEFT JOIN LATERAL (SELECT a.attname FROM pg_attribute a
                               WHERE a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
                               OFFSET 0) a ON true
            LEFT JOIN LATERAL (SELECT c.relname, c.relpersistence FROM pg_class c
                               WHERE c.oid = o.refobjid OFFSET 0) c ON true) s,
           (SELECT array_agg(g.contype) AS constraints,
                   coalesce(sum(g.count) FILTER (WHERE g.contype IN ('u', 'x')), 0) AS others
            FROM (SELECT k.contype, count(*) FROM pg_constraint k
                  WHERE k.oid >= 16384 GROUP BY 1) g) k,
           (SELECT count(*) FILTER (WHERE NOT i.indisprimary) AS others,
                   bool_or(i.indisclustered) AS clustered,
                   bool_or(i.indnatts > i.indnkeyatts /*15 OR i.indnullsnotdistinct */)
                       AS index_extras
            FROM pg_index i WHERE i.indrelid >= 16384) i
      OFFSET 0) present
