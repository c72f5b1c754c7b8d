/* What only a person can decide: steps that lose data. */
#ifndef MODELC_DECISION_H
#define MODELC_DECISION_H

#include "diff/hazards.h"
#include "modelc/session.h"

/* A row of an option table for the field `allow` of the struct `S`. */
#define DECISION_OPTION(S)                                                                         \
    OPTION(S, allow, .name = "allow", .value = "CLASS",                                            \
           .help = "permit drop-table, drop-column, drop-schema, or all; may be repeated")

/* Whether --allow names nothing but classes.  False and MC901. */
bool decision_check(Session *session, const StrVec *allow);

/*
 * Destructive steps need a yes: a flag, the model's own word, or an answer.  Allowed ones stay as
 * warnings; false, and the finding says which flag gives it, when one is not.
 */
bool decision_make(Session *session, const StrVec *allow, const Hazards *hazards);

/* Whether --allow names the class, or all of them. */
bool decision_allows(const StrVec *allow, const char *class);

#endif
