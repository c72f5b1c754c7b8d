-- Columns of tables.  A default has no variables, so it is spelled without its table: that spares
-- the server to open each one.  Identity options only where they are not the default.  The names of
-- an identity's sequence and of the constraint behind NOT NULL are said where they are not as usual
-- (the usual name is cut where it would be too long, and has a number behind it where another has
-- it: CREATE TABLE (LIKE ...) copies names), and NOT NULL itself not where the column of a parent
-- alone says it.  Of the options not pg_attver: there the server itself notes the version of each
-- attribute, since 15.20 and the releases of that day, and takes none from anybody.
SELECT a.attrelid AS table_oid, a.attnum AS position, a.attname AS name,
       format_type(a.atttypid, a.atttypmod) AS type,
       a.attcollation AS index_collation, a.atttypid AS index_type,
       CASE WHEN a.attcollation <> 0
             AND NOT (a.attcollation = 100 /* "default" */ AND a.atttypid < 16384
                      AND a.atttypid <> 'name'::regtype AND a.atttypid <> 'name[]'::regtype)
            THEN (SELECT CASE WHEN n.nspname = 'pg_catalog' THEN ''
                              ELSE quote_ident(n.nspname) || '.' END || quote_ident(k.collname)
                  FROM pg_collation k
                  JOIN pg_namespace n ON n.oid = k.collnamespace
                  WHERE k.oid = a.attcollation AND k.oid <> t.typcollation)
       END AS collation,
       /*18 (a.attinhcount = 0
             OR EXISTS (SELECT FROM pg_constraint k
                        WHERE k.conrelid = a.attrelid AND a.attnum = ANY (k.conkey)
                          AND (k.contype = 'p' OR k.contype = 'n' AND k.conislocal))) AND */
       a.attnotnull AS not_null,
       /*18 n.not_null_name, n.not_null_called, n.not_null_inherited, n.not_null_differs,
       n.not_null_no_inherit, n.not_null_not_valid, */
       CASE WHEN a.attgenerated = '' THEN pg_get_expr(e.adbin, 0) END AS default_expr,
       CASE WHEN a.attgenerated <> '' THEN pg_get_expr(e.adbin, e.adrelid) END AS generated,
       a.attgenerated = 'v' AS is_virtual,
       CASE a.attidentity WHEN 'a' THEN 'ALWAYS' WHEN 'd' THEN 'BY DEFAULT' END AS identity,
-- if: identity_options
       CASE WHEN i.sequence_name <> c.relname || '_' || a.attname || '_seq'
            THEN quote_ident(i.sequence_name) END AS identity_name,
       i.identity_start, i.identity_increment, i.identity_min, i.identity_max,
       i.identity_cache, i.identity_cycle,
       /*15 CASE WHEN i.persistence <> c.relpersistence
                 THEN CASE i.persistence WHEN 'u' THEN 'UNLOGGED' ELSE 'LOGGED' END
            END AS identity_logging, */
-- end
       CASE WHEN a.attstorage <> t.typstorage
            THEN CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL'
                                   WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END AS storage,
       CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
       nullif(a.attstattarget, -1) AS statistics,
       CASE WHEN cardinality(a.attoptions) > 1 OR NOT starts_with(a.attoptions[1], 'pg_attver=')
            THEN (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(a.attoptions) o
                  WHERE NOT starts_with(o, 'pg_attver='))
       END AS options,
-- if: 'pg_class'::regclass = ANY (comments)
       d.description AS comment,
-- end
       CASE WHEN NOT a.attislocal THEN '' END AS unmanaged
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef e ON e.adrelid = a.attrelid AND e.adnum = a.attnum
-- if: 'pg_class'::regclass = ANY (comments)
LEFT JOIN pg_description d
       ON d.objoid = a.attrelid AND d.classoid = 'pg_class'::regclass AND d.objsubid = a.attnum
-- end
-- if: identity_options
LEFT JOIN (
    SELECT o.refobjid, o.refobjsubid,
           q.relname AS sequence_name, q.relpersistence AS persistence,
           nullif(s.seqstart, CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END)
               AS identity_start,
           nullif(s.seqincrement, 1) AS identity_increment,
           nullif(s.seqmin, CASE WHEN s.seqincrement > 0 THEN 1
                                 WHEN s.seqtypid = 'smallint'::regtype THEN -32768
                                 WHEN s.seqtypid = 'integer'::regtype THEN -2147483648
                                 ELSE -9223372036854775808 END) AS identity_min,
           nullif(s.seqmax, CASE WHEN s.seqincrement < 0 THEN -1
                                 WHEN s.seqtypid = 'smallint'::regtype THEN 32767
                                 WHEN s.seqtypid = 'integer'::regtype THEN 2147483647
                                 ELSE 9223372036854775807 END) AS identity_max,
           nullif(s.seqcache, 1) AS identity_cache,
           s.seqcycle AS identity_cycle
    FROM pg_sequence s
    JOIN pg_depend o
      ON o.classid = 'pg_class'::regclass AND o.objid = s.seqrelid AND o.deptype = 'i'
     AND o.refclassid = 'pg_class'::regclass
    JOIN pg_class q ON q.oid = s.seqrelid) i
       ON i.refobjid = a.attrelid AND i.refobjsubid = a.attnum
-- end
/*18 LEFT JOIN (
    SELECT k.conrelid, k.conkey[1] AS attnum,
           CASE WHEN k.connoinherit OR NOT k.convalidated
                  OR rtrim(k.conname, '0123456789') <> r.relname || '_' || b.attname || '_not_null'
                     AND k.conislocal
                     AND NOT (octet_length(r.relname) + octet_length(b.attname) > 53
                              AND starts_with(k.conname, left(r.relname, 13))
                              AND k.conname ~ '_not_null$')
                THEN quote_ident(k.conname) END AS not_null_name,
           quote_ident(k.conname) AS not_null_called,
           NOT k.conislocal AS not_null_inherited,
           r.relhassubclass
               AND EXISTS (SELECT FROM pg_inherits h
                           JOIN pg_constraint o ON o.conrelid = h.inhrelid AND o.contype = 'n'
                           JOIN pg_attribute e ON e.attrelid = h.inhrelid AND e.attnum = o.conkey[1]
                           WHERE h.inhparent = r.oid AND e.attname = b.attname
                             AND o.conname <> k.conname) AS not_null_differs,
           k.connoinherit AS not_null_no_inherit, NOT k.convalidated AS not_null_not_valid
    FROM pg_constraint k
    JOIN pg_class r ON r.oid = k.conrelid
    JOIN pg_attribute b ON b.attrelid = k.conrelid AND b.attnum = k.conkey[1]
    WHERE k.contype = 'n'
      AND (k.connoinherit OR NOT k.convalidated OR k.coninhcount > 0 OR r.relhassubclass
           OR k.conname <> r.relname || '_' || b.attname || '_not_null')) n
       ON n.conrelid = a.attrelid AND n.attnum = a.attnum */
WHERE a.attrelid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped
  AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
