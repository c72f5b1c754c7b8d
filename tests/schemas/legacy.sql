-- Grown since the nineties: mixed case, composite keys, inheritance, long functions.
CREATE SCHEMA "Stamm";
CREATE TABLE "Stamm"."Kunde" ("KundenNr" character(8) NOT NULL, "Mandant" smallint NOT NULL DEFAULT 1, "Name1" character varying(40), "Name 2" varchar(40), "PLZ/Ort" varchar(60), "Straße" varchar(40), "Saldo" numeric(15,2) DEFAULT 0.00, "angelegtAm" timestamp(0) without time zone DEFAULT ('now'::text)::timestamp(0), "SperrKz" "char" DEFAULT 'N', "$rabatt" real, "Löschvormerk." boolean DEFAULT false NOT NULL, CONSTRAINT "PK_Kunde" PRIMARY KEY ("Mandant", "KundenNr"));
CREATE TABLE "Stamm"."Auftrag" ("Mandant" smallint NOT NULL, "AuftrNr" integer NOT NULL, "KundenNr" character(8) NOT NULL, "Datum" date NOT NULL DEFAULT CURRENT_DATE, "status" char(1) DEFAULT 'O'::bpchar, bemerkung text DEFAULT 'keine ''Angabe'''::text, constraint "PK_Auftrag" primary key ("Mandant", "AuftrNr"), constraint "FK_Auftrag_Kunde" foreign key ("Mandant", "KundenNr") references "Stamm"."Kunde" ("Mandant", "KundenNr") match full on update cascade, constraint "CK_status" check (status in ('O','G','S')));
CREATE TABLE "Stamm"."AuftragPos" ("Mandant" smallint NOT NULL, "AuftrNr" integer NOT NULL, "Pos" smallint NOT NULL, menge numeric(12,3) NOT NULL, preis money, PRIMARY KEY ("Mandant","AuftrNr","Pos"), FOREIGN KEY ("Mandant","AuftrNr") REFERENCES "Stamm"."Auftrag" ON DELETE CASCADE);
CREATE INDEX "IX Auftrag Datum" ON "Stamm"."Auftrag" ("Datum" DESC, status);
CREATE TABLE partner (id serial, name text NOT NULL, since date, CONSTRAINT partner_id PRIMARY KEY (id), CHECK (name <> ''));
CREATE TABLE supplier (iban varchar(34), rating int2 DEFAULT 3, PRIMARY KEY (id)) INHERITS (partner);
CREATE TABLE carrier (fleet int, since date NOT NULL) INHERITS (partner);
CREATE TABLE both_of (extra text, rating int2 DEFAULT 5) INHERITS (supplier, carrier);
CREATE FUNCTION "Stamm"."BerechneSaldo"("pKunde" character, p_mandant smallint DEFAULT 1) RETURNS numeric AS '
DECLARE
	v_saldo numeric(15,2) := 0;
	r record;
BEGIN
	-- alle Auftr''ge
	FOR r IN SELECT * FROM "Stamm"."Auftrag" a WHERE a."KundenNr" = "pKunde" AND a."Mandant" = p_mandant LOOP
		v_saldo := v_saldo + COALESCE((SELECT sum(menge * preis::numeric) FROM "Stamm"."AuftragPos" p WHERE p."AuftrNr" = r."AuftrNr"), 0);
	END LOOP;

	IF v_saldo < 0 THEN
		RAISE NOTICE ''negativ: % (\\n)'', v_saldo;
	END IF;

	RETURN v_saldo;
END;
' LANGUAGE plpgsql;
CREATE FUNCTION trg_audit() RETURNS trigger LANGUAGE plpgsql AS $_$DECLARE
  q text := $q$ select '$1' $q$;
  body text := $body$
     multi line
$body$;
BEGIN
  IF TG_OP = 'INSERT' THEN
     EXECUTE 'INSERT INTO audit SELECT ($1).*' USING NEW;   
  ELSIF TG_OP = 'DELETE' THEN
	RETURN OLD;
  END IF;  /* trailing blanks above, tabs	here */


  RETURN NEW;
END$_$;
CREATE TABLE audit (LIKE partner INCLUDING DEFAULTS, op text, "user" name DEFAULT "current_user"(), at timestamptz DEFAULT timeofday()::timestamptz);
CREATE TRIGGER "AuditAll" AFTER INSERT OR DELETE OR UPDATE OF name ON partner FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE PROCEDURE trg_audit('a', '1', 'it''s');
CREATE RULE no_delete AS ON DELETE TO audit DO INSTEAD NOTHING;
CREATE RULE "log-it" AS ON UPDATE TO partner WHERE old.name <> new.name DO ALSO (INSERT INTO audit (id, name) VALUES (old.id, old.name); DELETE FROM audit WHERE op = 'x');
CREATE VIEW "Stamm"."KundenListe" AS SELECT k."Mandant", k."KundenNr", (k."Name1"::text || ' '::text) || COALESCE(k."Name 2", ''::varchar)::text AS "Voller Name", CASE k."SperrKz" WHEN 'J'::"char" THEN 'gesperrt' ELSE NULL END AS sperre, "Stamm"."BerechneSaldo"(k."KundenNr", k."Mandant") FROM "Stamm"."Kunde" k WHERE NOT k."Löschvormerk.";
COMMENT ON TABLE "Stamm"."Kunde" IS 'Kundenstamm -- */ nicht löschen! /* "alt" \ weg';
COMMENT ON COLUMN "Stamm"."Kunde"."SperrKz" IS 'J/N';
COMMENT ON COLUMN "Stamm"."Kunde"."Saldo" IS E'  führende Blanks\n\n  und Zeilen  ';
COMMENT ON CONSTRAINT "CK_status" ON "Stamm"."Auftrag" IS 'O = offen, G = geliefert, S = storniert';
COMMENT ON TRIGGER "AuditAll" ON partner IS 'schreibt audit';
COMMENT ON SCHEMA "Stamm" IS 'Stammdaten';
COMMENT ON VIEW "Stamm"."KundenListe" IS 'für die Masken';
COMMENT ON COLUMN "Stamm"."KundenListe"."Voller Name" IS 'zusammengesetzt';
CREATE FUNCTION big_report(p_year int, OUT total numeric, OUT n bigint) LANGUAGE plpgsql STABLE COST 500 AS $function$
DECLARE
  v_0   numeric(12,2) := 0;   
  v_1   numeric(12,2) := 1;
  v_2   numeric(12,2) := 2;
  v_3   numeric(12,2) := 3;
  v_4   numeric(12,2) := 4;
  v_5   numeric(12,2) := 5;
  v_6   numeric(12,2) := 6;
  v_7   numeric(12,2) := 7;   
  v_8   numeric(12,2) := 8;
  v_9   numeric(12,2) := 9;
  v_10  numeric(12,2) := 10;
  v_11  numeric(12,2) := 11;
  v_12  numeric(12,2) := 12;
  v_13  numeric(12,2) := 13;
  v_14  numeric(12,2) := 14;   
  v_15  numeric(12,2) := 15;
  v_16  numeric(12,2) := 16;
  v_17  numeric(12,2) := 17;
  v_18  numeric(12,2) := 18;
  v_19  numeric(12,2) := 19;
  v_20  numeric(12,2) := 20;
  v_21  numeric(12,2) := 21;   
  v_22  numeric(12,2) := 22;
  v_23  numeric(12,2) := 23;
  v_24  numeric(12,2) := 24;
  v_25  numeric(12,2) := 25;
  v_26  numeric(12,2) := 26;
  v_27  numeric(12,2) := 27;
  v_28  numeric(12,2) := 28;   
  v_29  numeric(12,2) := 29;
  v_30  numeric(12,2) := 30;
  v_31  numeric(12,2) := 31;
  v_32  numeric(12,2) := 32;
  v_33  numeric(12,2) := 33;
  v_34  numeric(12,2) := 34;
  v_35  numeric(12,2) := 35;   
  v_36  numeric(12,2) := 36;
  v_37  numeric(12,2) := 37;
  v_38  numeric(12,2) := 38;
  v_39  numeric(12,2) := 39;
  v_40  numeric(12,2) := 40;
  v_41  numeric(12,2) := 41;
  v_42  numeric(12,2) := 42;   
  v_43  numeric(12,2) := 43;
  v_44  numeric(12,2) := 44;
  v_45  numeric(12,2) := 45;
  v_46  numeric(12,2) := 46;
  v_47  numeric(12,2) := 47;
  v_48  numeric(12,2) := 48;
  v_49  numeric(12,2) := 49;   
  v_50  numeric(12,2) := 50;
  v_51  numeric(12,2) := 51;
  v_52  numeric(12,2) := 52;
  v_53  numeric(12,2) := 53;
  v_54  numeric(12,2) := 54;
  v_55  numeric(12,2) := 55;
  v_56  numeric(12,2) := 56;   
  v_57  numeric(12,2) := 57;
  v_58  numeric(12,2) := 58;
  v_59  numeric(12,2) := 59;
BEGIN
  IF p_year > 1900 THEN
    v_0 := v_0 + (SELECT count(*) FROM partner WHERE since > make_date(1900, 1, 1)); -- step 0
  END IF;
  IF p_year > 1901 THEN
    v_1 := v_1 + (SELECT count(*) FROM partner WHERE since > make_date(1901, 1, 1)); -- step 1
  END IF;
  IF p_year > 1902 THEN
    v_2 := v_2 + (SELECT count(*) FROM partner WHERE since > make_date(1902, 1, 1)); -- step 2
  END IF;
  IF p_year > 1903 THEN
    v_3 := v_3 + (SELECT count(*) FROM partner WHERE since > make_date(1903, 1, 1)); -- step 3
  END IF;
  IF p_year > 1904 THEN
    v_4 := v_4 + (SELECT count(*) FROM partner WHERE since > make_date(1904, 1, 1)); -- step 4
  END IF;
  IF p_year > 1905 THEN
    v_5 := v_5 + (SELECT count(*) FROM partner WHERE since > make_date(1905, 1, 1)); -- step 5
  END IF;
  IF p_year > 1906 THEN
    v_6 := v_6 + (SELECT count(*) FROM partner WHERE since > make_date(1906, 1, 1)); -- step 6
  END IF;
  IF p_year > 1907 THEN
    v_7 := v_7 + (SELECT count(*) FROM partner WHERE since > make_date(1907, 1, 1)); -- step 7
  END IF;
  IF p_year > 1908 THEN
    v_8 := v_8 + (SELECT count(*) FROM partner WHERE since > make_date(1908, 1, 1)); -- step 8
  END IF;
  IF p_year > 1909 THEN
    v_9 := v_9 + (SELECT count(*) FROM partner WHERE since > make_date(1909, 1, 1)); -- step 9
  END IF;
  IF p_year > 1910 THEN
    v_10 := v_10 + (SELECT count(*) FROM partner WHERE since > make_date(1910, 1, 1)); -- step 10
  END IF;
  IF p_year > 1911 THEN
    v_11 := v_11 + (SELECT count(*) FROM partner WHERE since > make_date(1911, 1, 1)); -- step 11
  END IF;
  IF p_year > 1912 THEN
    v_12 := v_12 + (SELECT count(*) FROM partner WHERE since > make_date(1912, 1, 1)); -- step 12
  END IF;
  IF p_year > 1913 THEN
    v_13 := v_13 + (SELECT count(*) FROM partner WHERE since > make_date(1913, 1, 1)); -- step 13
  END IF;
  IF p_year > 1914 THEN
    v_14 := v_14 + (SELECT count(*) FROM partner WHERE since > make_date(1914, 1, 1)); -- step 14
  END IF;
  IF p_year > 1915 THEN
    v_15 := v_15 + (SELECT count(*) FROM partner WHERE since > make_date(1915, 1, 1)); -- step 15
  END IF;
  IF p_year > 1916 THEN
    v_16 := v_16 + (SELECT count(*) FROM partner WHERE since > make_date(1916, 1, 1)); -- step 16
  END IF;
  IF p_year > 1917 THEN
    v_17 := v_17 + (SELECT count(*) FROM partner WHERE since > make_date(1917, 1, 1)); -- step 17
  END IF;
  IF p_year > 1918 THEN
    v_18 := v_18 + (SELECT count(*) FROM partner WHERE since > make_date(1918, 1, 1)); -- step 18
  END IF;
  IF p_year > 1919 THEN
    v_19 := v_19 + (SELECT count(*) FROM partner WHERE since > make_date(1919, 1, 1)); -- step 19
  END IF;
  IF p_year > 1920 THEN
    v_20 := v_20 + (SELECT count(*) FROM partner WHERE since > make_date(1920, 1, 1)); -- step 20
  END IF;
  IF p_year > 1921 THEN
    v_21 := v_21 + (SELECT count(*) FROM partner WHERE since > make_date(1921, 1, 1)); -- step 21
  END IF;
  IF p_year > 1922 THEN
    v_22 := v_22 + (SELECT count(*) FROM partner WHERE since > make_date(1922, 1, 1)); -- step 22
  END IF;
  IF p_year > 1923 THEN
    v_23 := v_23 + (SELECT count(*) FROM partner WHERE since > make_date(1923, 1, 1)); -- step 23
  END IF;
  IF p_year > 1924 THEN
    v_24 := v_24 + (SELECT count(*) FROM partner WHERE since > make_date(1924, 1, 1)); -- step 24
  END IF;
  IF p_year > 1925 THEN
    v_25 := v_25 + (SELECT count(*) FROM partner WHERE since > make_date(1925, 1, 1)); -- step 25
  END IF;
  IF p_year > 1926 THEN
    v_26 := v_26 + (SELECT count(*) FROM partner WHERE since > make_date(1926, 1, 1)); -- step 26
  END IF;
  IF p_year > 1927 THEN
    v_27 := v_27 + (SELECT count(*) FROM partner WHERE since > make_date(1927, 1, 1)); -- step 27
  END IF;
  IF p_year > 1928 THEN
    v_28 := v_28 + (SELECT count(*) FROM partner WHERE since > make_date(1928, 1, 1)); -- step 28
  END IF;
  IF p_year > 1929 THEN
    v_29 := v_29 + (SELECT count(*) FROM partner WHERE since > make_date(1929, 1, 1)); -- step 29
  END IF;
  IF p_year > 1930 THEN
    v_30 := v_30 + (SELECT count(*) FROM partner WHERE since > make_date(1930, 1, 1)); -- step 30
  END IF;
  IF p_year > 1931 THEN
    v_31 := v_31 + (SELECT count(*) FROM partner WHERE since > make_date(1931, 1, 1)); -- step 31
  END IF;
  IF p_year > 1932 THEN
    v_32 := v_32 + (SELECT count(*) FROM partner WHERE since > make_date(1932, 1, 1)); -- step 32
  END IF;
  IF p_year > 1933 THEN
    v_33 := v_33 + (SELECT count(*) FROM partner WHERE since > make_date(1933, 1, 1)); -- step 33
  END IF;
  IF p_year > 1934 THEN
    v_34 := v_34 + (SELECT count(*) FROM partner WHERE since > make_date(1934, 1, 1)); -- step 34
  END IF;
  IF p_year > 1935 THEN
    v_35 := v_35 + (SELECT count(*) FROM partner WHERE since > make_date(1935, 1, 1)); -- step 35
  END IF;
  IF p_year > 1936 THEN
    v_36 := v_36 + (SELECT count(*) FROM partner WHERE since > make_date(1936, 1, 1)); -- step 36
  END IF;
  IF p_year > 1937 THEN
    v_37 := v_37 + (SELECT count(*) FROM partner WHERE since > make_date(1937, 1, 1)); -- step 37
  END IF;
  IF p_year > 1938 THEN
    v_38 := v_38 + (SELECT count(*) FROM partner WHERE since > make_date(1938, 1, 1)); -- step 38
  END IF;
  IF p_year > 1939 THEN
    v_39 := v_39 + (SELECT count(*) FROM partner WHERE since > make_date(1939, 1, 1)); -- step 39
  END IF;
  IF p_year > 1940 THEN
    v_40 := v_40 + (SELECT count(*) FROM partner WHERE since > make_date(1940, 1, 1)); -- step 40
  END IF;
  IF p_year > 1941 THEN
    v_41 := v_41 + (SELECT count(*) FROM partner WHERE since > make_date(1941, 1, 1)); -- step 41
  END IF;
  IF p_year > 1942 THEN
    v_42 := v_42 + (SELECT count(*) FROM partner WHERE since > make_date(1942, 1, 1)); -- step 42
  END IF;
  IF p_year > 1943 THEN
    v_43 := v_43 + (SELECT count(*) FROM partner WHERE since > make_date(1943, 1, 1)); -- step 43
  END IF;
  IF p_year > 1944 THEN
    v_44 := v_44 + (SELECT count(*) FROM partner WHERE since > make_date(1944, 1, 1)); -- step 44
  END IF;
  IF p_year > 1945 THEN
    v_45 := v_45 + (SELECT count(*) FROM partner WHERE since > make_date(1945, 1, 1)); -- step 45
  END IF;
  IF p_year > 1946 THEN
    v_46 := v_46 + (SELECT count(*) FROM partner WHERE since > make_date(1946, 1, 1)); -- step 46
  END IF;
  IF p_year > 1947 THEN
    v_47 := v_47 + (SELECT count(*) FROM partner WHERE since > make_date(1947, 1, 1)); -- step 47
  END IF;
  IF p_year > 1948 THEN
    v_48 := v_48 + (SELECT count(*) FROM partner WHERE since > make_date(1948, 1, 1)); -- step 48
  END IF;
  IF p_year > 1949 THEN
    v_49 := v_49 + (SELECT count(*) FROM partner WHERE since > make_date(1949, 1, 1)); -- step 49
  END IF;
  IF p_year > 1950 THEN
    v_50 := v_50 + (SELECT count(*) FROM partner WHERE since > make_date(1950, 1, 1)); -- step 50
  END IF;
  IF p_year > 1951 THEN
    v_51 := v_51 + (SELECT count(*) FROM partner WHERE since > make_date(1951, 1, 1)); -- step 51
  END IF;
  IF p_year > 1952 THEN
    v_52 := v_52 + (SELECT count(*) FROM partner WHERE since > make_date(1952, 1, 1)); -- step 52
  END IF;
  IF p_year > 1953 THEN
    v_53 := v_53 + (SELECT count(*) FROM partner WHERE since > make_date(1953, 1, 1)); -- step 53
  END IF;
  IF p_year > 1954 THEN
    v_54 := v_54 + (SELECT count(*) FROM partner WHERE since > make_date(1954, 1, 1)); -- step 54
  END IF;
  IF p_year > 1955 THEN
    v_55 := v_55 + (SELECT count(*) FROM partner WHERE since > make_date(1955, 1, 1)); -- step 55
  END IF;
  IF p_year > 1956 THEN
    v_56 := v_56 + (SELECT count(*) FROM partner WHERE since > make_date(1956, 1, 1)); -- step 56
  END IF;
  IF p_year > 1957 THEN
    v_57 := v_57 + (SELECT count(*) FROM partner WHERE since > make_date(1957, 1, 1)); -- step 57
  END IF;
  IF p_year > 1958 THEN
    v_58 := v_58 + (SELECT count(*) FROM partner WHERE since > make_date(1958, 1, 1)); -- step 58
  END IF;
  IF p_year > 1959 THEN
    v_59 := v_59 + (SELECT count(*) FROM partner WHERE since > make_date(1959, 1, 1)); -- step 59
  END IF;
  IF p_year > 1960 THEN
    v_0 := v_0 + (SELECT count(*) FROM partner WHERE since > make_date(1960, 1, 1)); -- step 60
  END IF;
  IF p_year > 1961 THEN
    v_1 := v_1 + (SELECT count(*) FROM partner WHERE since > make_date(1961, 1, 1)); -- step 61
  END IF;
  IF p_year > 1962 THEN
    v_2 := v_2 + (SELECT count(*) FROM partner WHERE since > make_date(1962, 1, 1)); -- step 62
  END IF;
  IF p_year > 1963 THEN
    v_3 := v_3 + (SELECT count(*) FROM partner WHERE since > make_date(1963, 1, 1)); -- step 63
  END IF;
  IF p_year > 1964 THEN
    v_4 := v_4 + (SELECT count(*) FROM partner WHERE since > make_date(1964, 1, 1)); -- step 64
  END IF;
  IF p_year > 1965 THEN
    v_5 := v_5 + (SELECT count(*) FROM partner WHERE since > make_date(1965, 1, 1)); -- step 65
  END IF;
  IF p_year > 1966 THEN
    v_6 := v_6 + (SELECT count(*) FROM partner WHERE since > make_date(1966, 1, 1)); -- step 66
  END IF;
  IF p_year > 1967 THEN
    v_7 := v_7 + (SELECT count(*) FROM partner WHERE since > make_date(1967, 1, 1)); -- step 67
  END IF;
  IF p_year > 1968 THEN
    v_8 := v_8 + (SELECT count(*) FROM partner WHERE since > make_date(1968, 1, 1)); -- step 68
  END IF;
  IF p_year > 1969 THEN
    v_9 := v_9 + (SELECT count(*) FROM partner WHERE since > make_date(1969, 1, 1)); -- step 69
  END IF;
  IF p_year > 1970 THEN
    v_10 := v_10 + (SELECT count(*) FROM partner WHERE since > make_date(1970, 1, 1)); -- step 70
  END IF;
  IF p_year > 1971 THEN
    v_11 := v_11 + (SELECT count(*) FROM partner WHERE since > make_date(1971, 1, 1)); -- step 71
  END IF;
  IF p_year > 1972 THEN
    v_12 := v_12 + (SELECT count(*) FROM partner WHERE since > make_date(1972, 1, 1)); -- step 72
  END IF;
  IF p_year > 1973 THEN
    v_13 := v_13 + (SELECT count(*) FROM partner WHERE since > make_date(1973, 1, 1)); -- step 73
  END IF;
  IF p_year > 1974 THEN
    v_14 := v_14 + (SELECT count(*) FROM partner WHERE since > make_date(1974, 1, 1)); -- step 74
  END IF;
  IF p_year > 1975 THEN
    v_15 := v_15 + (SELECT count(*) FROM partner WHERE since > make_date(1975, 1, 1)); -- step 75
  END IF;
  IF p_year > 1976 THEN
    v_16 := v_16 + (SELECT count(*) FROM partner WHERE since > make_date(1976, 1, 1)); -- step 76
  END IF;
  IF p_year > 1977 THEN
    v_17 := v_17 + (SELECT count(*) FROM partner WHERE since > make_date(1977, 1, 1)); -- step 77
  END IF;
  IF p_year > 1978 THEN
    v_18 := v_18 + (SELECT count(*) FROM partner WHERE since > make_date(1978, 1, 1)); -- step 78
  END IF;
  IF p_year > 1979 THEN
    v_19 := v_19 + (SELECT count(*) FROM partner WHERE since > make_date(1979, 1, 1)); -- step 79
  END IF;
  total := v_1; n := 2;
END;
$function$;
