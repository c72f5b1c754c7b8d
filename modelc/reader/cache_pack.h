/* What cache_pack.c and cache_unpack.c must agree on. */
#ifndef MODELC_READER_CACHE_PACK_H
#define MODELC_READER_CACHE_PACK_H

/* Flags before a range. */
enum { PACK_HAS_FILE = 1, PACK_ELSEWHERE = 2, PACK_VIA = 4 };

/* The fewest bytes that one of each can take: no count can ask for more memory than it deserves. */
enum {
    PACK_TYPE_SIZE = 7,
    PACK_ANNOTATION_SIZE = 5,
    PACK_CLAUSE_SIZE = 6,
    PACK_FIELD_SIZE = 10,
    PACK_STRUCT_SIZE = 9,
    PACK_ENUM_SIZE = 7,
    PACK_ENUMERATOR_SIZE = 6,
    PACK_TYPEDEF_SIZE = 7,
    PACK_DEPTH_MAX = 64, /* of anonymous structs in each other */
};

#endif
