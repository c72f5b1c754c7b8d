/*
 * What a role may do, as the attributes "privileges" and "grantable" of an object: the statements
 * that bring it about.
 */
#ifndef SCHEMA_PRIVILEGES_H
#define SCHEMA_PRIVILEGES_H

#include "schema/kind.h"

/* Templates of what stands around the privileges. */
typedef struct PrivilegeWords {
    const char *head;   /* before GRANT and REVOKE */
    const char *target; /* behind ON */
    const char *role;
} PrivilegeWords;

/* Add the privilege to the sorted list unless it is there. */
void privileges_add(Arena *arena, StrVec *list, const char *privilege);

/* All of them; that there are none takes away what is usual. */
void privileges_create(StrBuf *out, const Object *object, const PrivilegeWords *words);

/* From one set to the other; see Attr.write and Attr.judge. */
void privileges_change(StrBuf *out, const Object *from, const Object *to,
                       const PrivilegeWords *words);
void privileges_change_grantable(StrBuf *out, const Object *from, const Object *to,
                                 const PrivilegeWords *words);
Change privileges_judge(const Object *from, const Object *to);
Change privileges_judge_grantable(const Object *from, const Object *to);

#endif
