#include "modelc/reader/sequence.h"

#include "base/text.h"

/* Least and greatest value of each type that a sequence can have. */
static const struct {
    const char *type, *least, *most;
} bounds[] = {
    {"bigint",   "-9223372036854775808", "9223372036854775807"},
    {"integer",  "-2147483648",          "2147483647"         },
    {"smallint", "-32768",               "32767"              },
};

static const char *unless(const char *value, const char *standard)
{
    return text_same(value, standard) ? NULL : value;
}

SequenceOptions sequence_normalize(const SequenceOptions *options, const char *type)
{
    SequenceOptions out = *options;
    const char *of = type ? type : options->data_type;
    size_t i = 0;

    for (size_t k = 0; k < sizeof bounds / sizeof *bounds; k++)
        if (text_same(of, bounds[k].type))
            i = k;

    bool falls = options->increment && options->increment[0] == '-';
    const char *least = falls ? bounds[i].least : "1";
    const char *most = falls ? "-1" : bounds[i].most;
    const char *low = options->min_value ? options->min_value : least;
    const char *high = options->max_value ? options->max_value : most;

    out.data_type = unless(options->data_type, "bigint");
    out.start = unless(options->start, falls ? high : low);
    out.increment = unless(options->increment, "1");
    out.min_value = unless(options->min_value, least);
    out.max_value = unless(options->max_value, most);
    out.cache = unless(options->cache, "1");
    return out;
}
