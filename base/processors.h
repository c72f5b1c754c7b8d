#ifndef BASE_PROCESSORS_H
#define BASE_PROCESSORS_H

#include <stddef.h>

/* How many processors this process may run on; 1 when nobody can tell. */
size_t processor_count(void);

#endif
