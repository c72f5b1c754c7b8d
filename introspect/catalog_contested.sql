-- What PostgreSQL's own operators and functions over any type lose their operands to, where it is on
-- the search path: those of the same name in another schema that are over types of their own.
--
-- An extension that brings the type too is none: who has values of it has its operators.
-- when: 'pg_operator'::regclass = ANY (classes) OR 'pg_proc'::regclass = ANY (classes)
WITH called AS (
    SELECT o.oid, 'pg_operator'::regclass AS class, o.oprname AS name, o.oprnamespace AS schema,
           ARRAY[o.oprleft, o.oprright] AS types
    FROM pg_operator o
    UNION ALL
    SELECT f.oid, 'pg_proc'::regclass, f.proname, f.pronamespace, f.proargtypes::oid[]
    FROM pg_proc f
)
SELECT DISTINCT q.name, q.class = 'pg_operator'::regclass AS is_operator
FROM called q
JOIN called p ON p.class = q.class AND p.name = q.name
             AND p.schema = 'pg_catalog'::regnamespace AND p.oid < 16384 AND p.types <> q.types
WHERE q.schema <> 'pg_catalog'::regnamespace AND q.oid >= 16384
  AND EXISTS (SELECT FROM pg_type y WHERE y.oid = ANY (p.types) AND y.typtype = 'p')
  AND NOT EXISTS (
      SELECT FROM unnest(p.types, q.types) AS x (own, other)
      LEFT JOIN pg_type y ON y.oid = x.other
      WHERE x.own <> x.other AND y.typtype <> 'p'
        AND CASE WHEN x.own IN ('"any"'::regtype, 'anyelement'::regtype, 'anynonarray'::regtype,
                                'anycompatible'::regtype, 'anycompatiblenonarray'::regtype)
                 THEN false
                 WHEN x.own IN ('anyarray'::regtype, 'anycompatiblearray'::regtype)
                 THEN y.typcategory <> 'A'
                 WHEN x.own = 'anyenum'::regtype THEN y.typtype <> 'e'
                 WHEN x.own IN ('anyrange'::regtype, 'anycompatiblerange'::regtype)
                 THEN y.typtype <> 'r'
                 WHEN x.own IN ('anymultirange'::regtype, 'anycompatiblemultirange'::regtype)
                 THEN y.typtype <> 'm'
                 WHEN x.own = 'record'::regtype THEN y.typtype <> 'c'
                 ELSE NOT EXISTS (SELECT FROM pg_cast c
                                  WHERE c.castsource = x.own AND c.casttarget = x.other
                                    AND c.castcontext = 'i')
            END)
  AND NOT EXISTS (
      SELECT FROM pg_depend b
      JOIN pg_type y ON y.oid = ANY (q.types)
      JOIN pg_depend e ON e.classid = 'pg_type'::regclass AND e.deptype = 'e'
           AND e.objid IN (y.oid, y.typelem) AND e.refobjid = b.refobjid
      WHERE b.classid = q.class AND b.objid = q.oid AND b.deptype = 'e')
