#include "base/processors.h"

#include <sched.h>

size_t processor_count(void)
{
    cpu_set_t set;
    int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;

    return count > 0 ? (size_t)count : 1;
}
