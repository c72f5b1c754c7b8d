-- What PostgreSQL's own operators and functions over any type lose their operands to, where it is on
-- the search path: those of the same name in another schema that are over types of their own.
--
-- An extension that brings the type too is none: who has values of it has its operators.
-- when: 'pg_operator'::regclass = ANY (classes) OR 'pg_proc'::regclass = ANY (classes)
--
-- Few have the name of one over any type: only those are looked at more closely.
WITH polymorphic AS MATERIALIZED (
    SELECT array_agg(y.oid) AS types FROM pg_type y WHERE y.typtype = 'p' AND y.oid < 16384
), called AS MATERIALIZED (
    SELECT q.oid, 'pg_operator'::regclass AS class, q.oprname AS name,
           ARRAY[p.oprleft, p.oprright] AS own, ARRAY[q.oprleft, q.oprright] AS other
    FROM pg_operator q
    JOIN pg_operator p ON p.oprname = q.oprname
    WHERE q.oid >= 16384 AND q.oprnamespace <> 'pg_catalog'::regnamespace
      AND p.oid < 16384 AND p.oprnamespace = 'pg_catalog'::regnamespace
    UNION ALL
    SELECT q.oid, 'pg_proc', q.proname, p.proargtypes::oid[], q.proargtypes::oid[]
    FROM pg_proc q
    JOIN pg_proc p ON p.proname = q.proname
    WHERE q.oid >= 16384 AND q.pronamespace <> 'pg_catalog'::regnamespace
      AND p.oid < 16384 AND p.pronamespace = 'pg_catalog'::regnamespace
), rivals AS MATERIALIZED (
    SELECT row_number() OVER () AS id, c.* FROM called c, polymorphic y
    WHERE c.own && y.types AND c.own <> c.other
), fitting AS MATERIALIZED (
    SELECT r.id
    FROM rivals r
    CROSS JOIN unnest(r.own, r.other) AS x (own, other)
    LEFT JOIN pg_type y ON y.oid = x.other
    LEFT JOIN pg_cast c ON c.castsource = x.own AND c.casttarget = x.other AND c.castcontext = 'i'
    GROUP BY r.id
    HAVING bool_and(
        x.own = x.other OR x.own IS NULL OR y.typtype = 'p' OR c.oid IS NOT NULL
        OR CASE WHEN x.own IN ('"any"'::regtype, 'anyelement'::regtype, 'anynonarray'::regtype,
                               'anycompatible'::regtype, 'anycompatiblenonarray'::regtype)
                THEN true
                WHEN x.own IN ('anyarray'::regtype, 'anycompatiblearray'::regtype)
                THEN y.typcategory = 'A'
                WHEN x.own = 'anyenum'::regtype THEN y.typtype = 'e'
                WHEN x.own IN ('anyrange'::regtype, 'anycompatiblerange'::regtype)
                THEN y.typtype = 'r'
                WHEN x.own IN ('anymultirange'::regtype, 'anycompatiblemultirange'::regtype)
                THEN y.typtype = 'm'
                WHEN x.own = 'record'::regtype THEN y.typtype = 'c'
                ELSE y.oid IS NULL
           END)
), found AS MATERIALIZED (
    SELECT r.* FROM rivals r JOIN fitting f ON f.id = r.id
)
SELECT DISTINCT r.name, r.class = 'pg_operator'::regclass AS is_operator
FROM found r
WHERE NOT EXISTS (
      SELECT FROM pg_depend b
      JOIN pg_type y ON y.oid = ANY (r.other)
      JOIN pg_depend e ON e.classid = 'pg_type'::regclass AND e.deptype = 'e'
           AND e.objid IN (y.oid, y.typelem) AND e.refobjid = b.refobjid
      WHERE b.classid = r.class AND b.objid = r.oid AND b.deptype = 'e')
