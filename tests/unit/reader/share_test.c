/* Structs shared out among threads: each is done once, and what is said of them keeps its order. */
#include "tests/unit/unit.h"

#include "base/text.h"
#include "modelc/reader/share.h"

static void say(Model *model, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++) {
        StructModel *owner = model->structs.entries.items[i].value;

        owner->name = arena_printf(model->run, "%zu in a share", i);
        finding_add(model->findings, FINDING_M310, NO_RANGE, "%zu", i);
        if (i % 3 == 0)
            finding_add(model->findings, FINDING_M301, NO_RANGE, "%zu", i);
    }
}

static void each_once_and_in_order(void **state)
{
    static const size_t counts[] = {0, 1, 99, 100, 199, 200, 201, 1000, 1234};

    for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
        Findings findings = {.arena = *state};
        Model model = {.run = *state, .findings = &findings};
        size_t next = 0;

        for (size_t i = 0; i < counts[k]; i++)
            map_put(*state, &model.structs, arena_printf(*state, "s%zu", i),
                    ARENA_NEW(*state, StructModel));
        model_share(&model, say);
        assert_ptr_equal(model.findings, &findings);
        assert_int_equal(findings.warning_count, counts[k]);
        assert_int_equal(findings.error_count, (counts[k] + 2) / 3);
        for (size_t i = 0; i < counts[k]; i++) {
            const StructModel *owner = model.structs.entries.items[i].value;
            const char *number = arena_printf(*state, "%zu", i);

            assert_string_equal(owner->name, arena_printf(*state, "%zu in a share", i));
            assert_string_equal(findings.items.items[next++]->message, number);
            if (i % 3 == 0)
                assert_string_equal(findings.items.items[next++]->message, number);
        }
        assert_int_equal(findings.items.count, next);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {UNIT(each_once_and_in_order)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
