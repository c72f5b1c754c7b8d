/*
 * What the fuzz targets share.  Each target is one file with LLVMFuzzerTestOneInput(); its seeds
 * are in corpus/<target>/, and an input that once broke it stays there.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include "base/finding.h"
#include "base/strbuf.h"
#include "base/text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold for every input; the fuzzer keeps the one for which it does not. */
static inline void must(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "does not hold: %s\n", what);
    abort();
}

/* Whether the bytes can be a text file at all: what cannot is refused before it is read. */
static inline bool is_text(const uint8_t *data, size_t size)
{
    return text_is_utf8((const char *)data, size);
}

/* A failure is told, its message is one line, and each place lies in a file of `length` bytes. */
static inline void check_findings(const Findings *findings, bool ok, size_t length)
{
    must(ok == (findings->error_count == 0), "a failure is told, and only then an error");
    for (size_t i = 0; i < findings->items.count; i++) {
        const Finding *finding = findings->items.items[i];

        must(finding->message && *finding->message, "a finding has a message");
        must(finding->at.begin <= finding->at.end, "a place does not end before it begins");
        must(!finding->at.file || finding->at.end <= length + 1, "a place lies in the text");
    }
}

#endif
