#include "schema/enabled.h"

#include "base/text.h"

void enabled_add(StrBuf *out, const char *enabled)
{
    if (text_same(enabled, "DISABLE"))
        strbuf_add(out, "DISABLE");
    else
        strbuf_addf(out, "ENABLE%s%s", enabled ? " " : "", enabled ? enabled : "");
}
