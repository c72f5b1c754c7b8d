"""Names: most are what people write, the rest is what breaks programs."""

PLAIN = """users orders items posts tags roles events teams notes files tasks jobs carts prices stock labels votes
    invoices payments sessions tokens devices rooms seats trips visits reviews answers topics branches builds""".split()
FIELDS = """id name email title body status kind total price amount created_at updated_at owner_id parent_id position
    is_active note code slug url weight starts_on ends_on rating lang payload hash""".split()
# Reserved words of SQL, words of C, words of modelc's own.
WORDS = """user order select table group primary check default column end offset limit all any only
    int struct class char long double register auto static typedef union enum return void signed restrict inline
    bool true false null NULL PG view type domain index unique trigger also file ignore renamed dropped grant id_""".split()
ODD = ["User", "camelCase", "UPPER", "a b", "a_b", "a-b", "has\"quote", "it's", "semi;colon", "dot.ted", "per%cent", "back\\slash",
       "$dollar", "1st", "_", "__", "ünïcödé", "größe", "日本語", "🙂", "Straße", "naïve name", " lead", "trail ", "/* c */",
       "-- sql", "// c", "{curly}", "(paren)", "[square]", "com,ma", "#hash", "@at", "a:b", "x=y", "tab\there", "new\nline", "$$", "a$1", "%I", "r\\n", "??=",
       "select 1", "int32_t", "pg_thing", "C", "public2", "null_", "don''t", "\"q\"", "%s%n", "\\n", "é" * 31, "n" * 63,
       "very_long_name_that_is_cut_when_something_is_appended_to_it_abc", "very_long_name_that_is_cut_when_something_is_appended_to_it_xyz"]

ALL = [*PLAIN, *FIELDS, *WORDS, *ODD]


def draw(rng, pool=PLAIN):
    """One name; it may be in use already."""
    kind = rng.random()
    if kind < 0.62:
        name = rng.choice(pool)
        return name if rng.random() < 0.5 else name + rng.choice(["_2", "_log", "_old", "s", "_x", "1"])
    if kind < 0.8:
        return rng.choice(WORDS)
    return rng.choice(ODD)
