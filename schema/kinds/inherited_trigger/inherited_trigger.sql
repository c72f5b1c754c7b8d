-- Triggers of tables that fire otherwise in a partition.
-- when: triggers
WITH states (letter, words) AS (
    VALUES ('O'::"char", 'ENABLE'), ('D', 'DISABLE'), ('R', 'ENABLE REPLICA'), ('A', 'ENABLE ALWAYS')
)
SELECT t.tgrelid AS partition_oid, t.tgname AS name, own.words AS enabled,
       inherited.words AS inherited_enabled
FROM pg_trigger t
JOIN pg_trigger p ON p.oid = t.tgparentid AND p.tgname = t.tgname AND p.tgenabled <> t.tgenabled
JOIN states own ON own.letter = t.tgenabled
JOIN states inherited ON inherited.letter = p.tgenabled
WHERE NOT t.tgisinternal
