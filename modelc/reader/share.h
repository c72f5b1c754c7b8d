/*
 * A stage of the compiler on several processors: each struct is looked at apart from the others.
 */
#ifndef MODELC_READER_SHARE_H
#define MODELC_READER_SHARE_H

#include "modelc/reader/model.h"

/*
 * Let `work` do all structs of the model, those of a share in one call: structs.entries from
 * `begin` to before `end`.
 *
 * Shares run at the same time.  Of the model that it is given, `work` may change only those
 * structs; its findings come in the order of the structs.
 */
void model_share(Model *model, void (*work)(Model *model, size_t begin, size_t end));

#endif
