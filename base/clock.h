/* Time that has passed. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

/* Milliseconds of a clock that only goes forward. */
long long clock_ms(void);

/* Sleep; a signal may end it early. */
void clock_sleep(unsigned milliseconds);

#endif
