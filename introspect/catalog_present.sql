-- What the catalogs hold beyond PostgreSQL's own: the names that the conditions of queries can use.
-- relations: pg_class.relkind, types: pg_type.typtype, constraints: pg_constraint.contype; of what
-- every table has nothing is said.  comments: the classes of what has some.  sequence_options:
-- some sequence has others than usual.  An index that is not primary belongs to a unique or an exclusion
-- constraint, or stands alone.  OFFSET 0 keeps it one subquery: the planner would write it out at
-- each use.
FROM (SELECT ARRAY(SELECT c.relkind FROM pg_class c
                   WHERE c.oid >= 16384 AND c.relkind <> 'r' AND c.relkind <> 'i'
                     AND c.relkind <> 't' GROUP BY 1)
                 AS relations,
             ARRAY(SELECT t.typtype FROM pg_type t
                   WHERE t.oid >= 16384 AND (t.typtype NOT IN ('b', 'c') OR
                                             t.typtype = 'b' AND t.typcategory <> 'A') GROUP BY 1)
                 AS types,
             ARRAY(SELECT k.contype FROM pg_constraint k WHERE k.oid >= 16384 GROUP BY 1)
                 AS constraints,
             EXISTS (SELECT FROM pg_index i
                     WHERE i.indrelid >= 16384 AND NOT i.indisunique AND NOT i.indisexclusion)
             OR (SELECT count(*) FROM pg_index i WHERE i.indrelid >= 16384 AND NOT i.indisprimary)
                    > (SELECT count(*) FROM pg_constraint k
                       WHERE k.oid >= 16384 AND k.contype IN ('u', 'x')) AS indexes,
             ARRAY(SELECT d.classoid FROM pg_description d WHERE d.objoid >= 16384 GROUP BY 1)
                 AS comments,
             EXISTS (SELECT FROM pg_sequence s
                     WHERE s.seqincrement <> 1 OR s.seqstart <> 1 OR s.seqmin <> 1
                        OR s.seqcache <> 1 OR s.seqcycle
                        OR s.seqmax <> CASE s.seqtypid WHEN 'smallint'::regtype THEN 32767
                                                       WHEN 'integer'::regtype THEN 2147483647
                                                       ELSE 9223372036854775807 END)
                 AS sequence_options
      OFFSET 0) present
