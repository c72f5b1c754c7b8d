/* <stddef.h> while models are read, so that no C headers need to be installed. */
#ifndef MODELC_VIRTUAL_STDDEF_H
#define MODELC_VIRTUAL_STDDEF_H

typedef __SIZE_TYPE__ size_t;
typedef __PTRDIFF_TYPE__ ptrdiff_t;
typedef __WCHAR_TYPE__ wchar_t;

/* System headers of other libraries ask <stddef.h> for it. */
#ifndef _WINT_T
#define _WINT_T
typedef __WINT_TYPE__ wint_t;
#endif

typedef struct {
    long long alignment_of_integers __attribute__((__aligned__(__alignof__(long long))));
    long double alignment_of_reals __attribute__((__aligned__(__alignof__(long double))));
} max_align_t;

#define NULL                   ((void *)0)
#define offsetof(type, member) __builtin_offsetof(type, member)

#endif
