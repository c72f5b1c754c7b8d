-- Schemas that are not PostgreSQL's own.  The comment that initdb gives "public" says nothing.
SELECT n.oid, n.nspname AS name,
       nullif(d.description, 'standard public schema') AS comment,
       CASE WHEN n.oid IN (SELECT m.objid FROM pg_depend m
                           WHERE m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
                             AND m.classid = 'pg_namespace'::regclass)
            THEN '' END AS unmanaged
FROM pg_namespace n
LEFT JOIN pg_description d
       ON d.objoid = n.oid AND d.classoid = 'pg_namespace'::regclass AND d.objsubid = 0
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
