-- Sequences; options only where they are not the default.  Those of identity columns are no objects
-- of their own.
-- when: sequences
SELECT c.oid, c.relnamespace AS schema_oid, c.relname AS name,
       c.relpersistence = 'u' AS unlogged,
       false /*15 OR coalesce(t.relpersistence = 'u', false) */ AS of_unlogged,
       nullif(format_type(s.seqtypid, NULL), 'bigint') AS data_type,
       nullif(s.seqstart, CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END) AS start,
       nullif(s.seqincrement, 1) AS increment,
       nullif(s.seqmin, CASE WHEN s.seqincrement > 0 THEN 1
                             WHEN s.seqtypid = 'smallint'::regtype THEN -32768
                             WHEN s.seqtypid = 'integer'::regtype THEN -2147483648
                             ELSE -9223372036854775808 END) AS min_value,
       nullif(s.seqmax, CASE WHEN s.seqincrement < 0 THEN -1
                             WHEN s.seqtypid = 'smallint'::regtype THEN 32767
                             WHEN s.seqtypid = 'integer'::regtype THEN 2147483647
                             ELSE 9223372036854775807 END) AS max_value,
       nullif(s.seqcache, 1) AS cache,
       s.seqcycle AS cycle,
       o.refobjid AS owned_by_table, o.refobjsubid AS owned_by_attnum,
       o.refobjid AS with_table,
-- if: 'pg_class'::regclass = ANY (comments)
       d.description AS comment,
-- end
       CASE WHEN o.deptype = 'i' THEN ''
            WHEN c.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_class'::regclass)
            THEN '' END AS unmanaged
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
LEFT JOIN pg_depend o
       ON o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.deptype IN ('a', 'i')
      AND o.refclassid = 'pg_class'::regclass AND o.refobjsubid > 0
LEFT JOIN pg_class t ON t.oid = o.refobjid
-- if: 'pg_class'::regclass = ANY (comments)
LEFT JOIN pg_description d
       ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
-- end
WHERE c.oid >= 16384 AND c.relkind = 'S' AND c.relpersistence <> 't'
