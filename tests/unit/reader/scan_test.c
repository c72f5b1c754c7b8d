#include "modelc/reader/scan.h"
#include "tests/unit/unit.h"

#include <string.h>

static Scan scan(Arena *arena, const char *text)
{
    return scan_header(arena, text, strlen(text));
}

static void includes_are_listed(void **state)
{
    Scan found = scan(*state, "\xef\xbb\xbf#include <modelc.h>\n"
                              "  # /* x */ include \"a b.h\" // c\r\n"
                              "#include MACRO\n"
                              "/* #include <no.h> */ \"\n#include <text.h>\"\n"
                              "#\\\ninclude <joined.h>\n"
                              "%:include <digraph.h>\n"
                              "int x; #include <middle.h>\n");

    static const char *const names[] = {"modelc.h", "a b.h",    "MACRO",
                                        "text.h",   "joined.h", "digraph.h"};

    assert_int_equal(found.includes.count, sizeof names / sizeof *names);
    for (size_t i = 0; i < found.includes.count; i++)
        assert_string_equal(found.includes.items[i], names[i]);
    assert_false(found.leaks);
}

static void what_stays_inside_does_not_leak(void **state)
{
    static const char *const cases[] = {
        "",
        "#",
        "# \n",
        "#pragma once\n#include <modelc.h>\n",
        "#ifndef A_H\n#define A_H\nstruct a { int b; };\n#endif\n",
        "/* c */\n#ifndef A_H /* d */\n#define A_H /* e\n f */\n#include <x.h>\n#endif /* g */",
        "// #define A 1\n/*\n#define C\n*/\n",
        "char *a PG(default '#'); char b PG(default \"\\\"#define\");\n",
        "int PG(x\n) y;",
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_false(scan(*state, cases[i]).leaks);
}

static void what_others_see_leaks(void **state)
{
    static const char *const cases[] = {
        "#define A 1\n",
        "  /* x */ # define A\n",
        "#undef A\n",
        "#pragma pack(1)\n",
        "_Pragma(\"pack(1)\")\n",
        "#ifdef A\n#endif\n",
        "#ifndef A\n#define B\n#endif\n",
        "#ifndef A\n#define A\n#define B\n#endif\n",
        "#ifndef A\n#define A\n#if B\n#endif\n#endif\n",
        "#include <a.h>\n#if A\n#endif\n",
        "%:define A\n",
        "?\?=define A\n",
        "#\\\ndefine A\n",
        "'\n#define A\n",
        "#define A",
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_true(scan(*state, cases[i]).leaks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(includes_are_listed),
        UNIT(what_stays_inside_does_not_leak),
        UNIT(what_others_see_leaks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
