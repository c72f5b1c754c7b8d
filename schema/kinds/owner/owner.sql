-- Who owns what.  The sequence of a column has the owner of its table.
SELECT CASE WHEN o.kind = 'schema' THEN o.oid END AS schema_oid,
       CASE WHEN o.kind = 'table' THEN o.oid END AS table_oid,
       CASE WHEN o.kind = 'partition' THEN o.oid END AS partition_oid,
       CASE WHEN o.kind = 'sequence' THEN o.oid END AS sequence_oid,
       CASE WHEN o.kind = 'view' THEN o.oid END AS view_oid,
       CASE WHEN o.kind = 'materialized_view' THEN o.oid END AS materialized_view_oid,
       CASE WHEN o.kind = 'composite' THEN o.oid END AS composite_oid,
       CASE WHEN o.kind = 'enum' THEN o.oid END AS enum_oid,
       CASE WHEN o.kind = 'range' THEN o.oid END AS range_oid,
       CASE WHEN o.kind = 'domain' THEN o.oid END AS domain_oid,
       CASE WHEN o.kind = 'function' THEN o.oid END AS function_oid,
       CASE WHEN o.kind = 'operator' THEN o.oid END AS operator_oid,
       CASE WHEN o.kind = 'operator_family' THEN o.oid END AS operator_family_oid,
       CASE WHEN o.kind = 'operator_class' THEN o.oid END AS operator_class_oid,
       CASE WHEN o.kind = 'collation' THEN o.oid END AS collation_oid,
       CASE WHEN o.kind = 'text_search_dictionary' THEN o.oid END AS text_search_dictionary_oid,
       CASE WHEN o.kind = 'text_search_configuration' THEN o.oid END AS text_search_configuration_oid,
       CASE WHEN o.kind = 'statistics' THEN o.oid END AS statistics_oid,
       CASE WHEN o.kind = 'publication' THEN o.oid END AS publication_oid,
       CASE WHEN o.kind = 'event_trigger' THEN o.oid END AS event_trigger_oid,
       o.kind || ' owner' AS name, '' AS title,
       quote_ident(pg_get_userbyid(o.owner)) AS role
FROM (
    SELECT 'schema' AS kind, n.oid, n.nspowner AS owner
    FROM pg_namespace n WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    UNION ALL
    SELECT CASE WHEN c.relispartition THEN 'partition'
                WHEN c.relkind IN ('r', 'p') THEN 'table'
                WHEN c.relkind = 'v' THEN 'view'
                WHEN c.relkind = 'm' THEN 'materialized_view'
                WHEN c.relkind = 'c' THEN 'composite'
                ELSE 'sequence' END, c.oid, c.relowner
    FROM pg_class c
    WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'c', 'S')
      AND NOT (c.relkind = 'S' AND EXISTS (
                   SELECT FROM pg_depend d
                   WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                     AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')))
    UNION ALL
    SELECT CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'r' THEN 'range' ELSE 'domain' END,
           t.oid, t.typowner
    FROM pg_type t WHERE t.oid >= 16384 AND t.typtype IN ('e', 'r', 'd')
    UNION ALL
    SELECT 'function', x.oid, x.proowner FROM pg_proc x WHERE x.oid >= 16384
    UNION ALL
    SELECT 'operator', x.oid, x.oprowner FROM pg_operator x WHERE x.oid >= 16384
    UNION ALL
    SELECT 'operator_family', x.oid, x.opfowner FROM pg_opfamily x WHERE x.oid >= 16384
    UNION ALL
    SELECT 'operator_class', x.oid, x.opcowner FROM pg_opclass x WHERE x.oid >= 16384
    UNION ALL
    SELECT 'collation', x.oid, x.collowner FROM pg_collation x WHERE x.oid >= 16384
    UNION ALL
    SELECT 'text_search_dictionary', x.oid, x.dictowner FROM pg_ts_dict x WHERE x.oid >= 16384
    UNION ALL
    SELECT 'text_search_configuration', x.oid, x.cfgowner FROM pg_ts_config x WHERE x.oid >= 16384
    UNION ALL
    SELECT 'statistics', x.oid, x.stxowner FROM pg_statistic_ext x WHERE x.oid >= 16384
    UNION ALL
    SELECT 'publication', x.oid, x.pubowner FROM pg_publication x WHERE x.oid >= 16384
    UNION ALL
    SELECT 'event_trigger', x.oid, x.evtowner FROM pg_event_trigger x WHERE x.oid >= 16384
) o
