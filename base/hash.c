#include "base/hash.h"

#include <nettle/sha2.h>
#include <string.h>

static const char *finish(Arena *arena, struct sha256_ctx *context)
{
    static const char hex[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];
    char *text = arena_alloc(arena, HASH_DIGITS + 1);

    sha256_digest(context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        text[2 * i] = hex[digest[i] >> 4];
        text[2 * i + 1] = hex[digest[i] & 15];
    }
    return text;
}

const char *hash_text(Arena *arena, const char *bytes, size_t length)
{
    struct sha256_ctx context;

    sha256_init(&context);
    sha256_update(&context, length, (const uint8_t *)bytes);
    return finish(arena, &context);
}

const char *hash_list(Arena *arena, const StrVec *texts)
{
    struct sha256_ctx context;

    sha256_init(&context);
    for (size_t i = 0; i < texts->count; i++)
        sha256_update(&context, strlen(texts->items[i]) + 1, (const uint8_t *)texts->items[i]);
    return finish(arena, &context);
}
