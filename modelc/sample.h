/* The model that init writes, which means nothing until somebody edits it. */
#ifndef MODELC_SAMPLE_H
#define MODELC_SAMPLE_H

extern const char sample_path[]; /* in the project */
extern const char sample_text[];
extern const char sample_table[]; /* path of the table that it describes */

#endif
