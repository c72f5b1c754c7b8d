/*
 * When a trigger, a rule or an event trigger fires: words of ALTER for what the catalog keeps as
 * one letter.
 */
#ifndef SCHEMA_ENABLED_H
#define SCHEMA_ENABLED_H

#include "base/strbuf.h"

/* "DISABLE", "ENABLE REPLICA"; `enabled` NULL, as usual: "ENABLE". */
void enabled_add(StrBuf *out, const char *enabled);

#endif
