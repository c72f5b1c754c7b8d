/*
 * Columns that an heir has from a table and says itself too: PostgreSQL keeps both of one type.
 *
 * A change of the type of the table's column, or of what Attr.spreads, is one of the heir's as
 * well; the heir's own is refused, or undone by that of the table.
 */
#ifndef DIFF_HEIRS_H
#define DIFF_HEIRS_H

#include "diff/plan.h"
#include "schema/kinds/column_setting/column_setting.h"

/*
 * Whether all changes of columns that are inherited too can be made: PostgreSQL has no statement
 * that makes one a table's own as well, or no longer, and none that changes the type of one that an
 * heir has from several tables.  Adds MC112 or MC113 for each that it has none for.
 */
bool heirs_can(Arena *run, Findings *findings, const Plan *plan);

/* Note in tables that will inherit from others than before whether they can: Table.says_all. */
void heirs_note(Arena *run, const Plan *plan);

/* Note in what hands a constraint down PlanState.yields, PlanState.taken_in and PlanState.kept_in.
 */
void heirs_note_constraints(Arena *run, const Plan *plan);

/* Whether the server that the plan is for has Attr.clashes; one that nobody knows is a new one. */
bool heirs_clash(const Plan *plan, const Attr *attr);

/* Whether the constraint of the attribute is made anew, though the object stays. */
bool heirs_renew(Arena *run, const Plan *plan, const Object *to, const Attr *attr);

/* Whether the operation only makes sure that a constraint stays when none comes from above. */
bool heirs_say_again(const Op *op);

/* Whether the part has its constraint from above alone. */
bool heirs_has_above(const Object *part);

/* Whether it has it so, and its table a key that is not there any more: it becomes its own. */
bool heirs_lose_key(const Object *to, const Attr *attr);

/* Whether the part may have the constraint from above alone, and will not for a while. */
bool heirs_need_again(Arena *run, const Plan *plan, const Object *to, const Attr *attr);

/* Whether CREATE must not say again what the part of an heir, which is new, has from above. */
bool heirs_hush(Arena *run, const Plan *plan, const Object *part, const Attr *attr);

/* What a table above hands down to `part`, while both stay; NULL: nothing. */
Object *heirs_origin(Arena *run, const Schema *schema, const Object *part);

/* Whether the type comes by one that changes above, which nothing keeps from being cast. */
bool heirs_follow(Arena *run, const Schema *schema, const Object *part, const Attr *attr);

/* Whether what `part` does not say comes from above as its table is made. */
bool heirs_get(Arena *run, const Plan *plan, const Object *part, const Attr *attr);

/*
 * Push what makes `to` inherit from others than before: it leaves those that it is no heir of any
 * more before its parts change, and joins those that come when they have.
 */
void heirs_move(Arena *run, Plan *plan, Object *to, const Attr *attr);

/* Whether the operation is the first of the two. */
bool heirs_leave(const Plan *plan, const Op *op);

/*
 * Push what takes the constraint of a part away that is to be dropped: heirs that keep the part
 * would keep the constraint as one that they inherit, for good.
 */
void heirs_let_go(Arena *run, Plan *plan, const Object *part);

/* Take away what must not stand while the type changes above. */
void heirs_step_aside(Arena *run, Plan *plan, Object *to);

/*
 * Have the settings of inherited columns say what compression the columns have from above: what
 * goes leaves the one that will be there, as SET COMPRESSION stays with the one table.
 */
void heirs_settle(Arena *run, const Plan *plan);

/* Push what an heir has to be told of columns that it has from several tables, some of which are
 * new or go (heirs_several.c). */
void heirs_share(Arena *run, Plan *plan);

/*
 * Whether heirs that have the column `leaving`, of `plan->from`, and will have `coming` from
 * another table keep their values of it: that comes first.
 */
bool heirs_take_over(const Object *leaving, const Object *coming);

/* Let the checks of heirs stay that they have from above all the way (heirs_check.c). */
void heirs_keep_checks(Arena *run, const Plan *plan);

/* Whether another of the heir's tables says the attribute of its column otherwise than `part`. */
bool heirs_disagree(Arena *run, const Schema *schema, const Object *heir, const Object *part,
                    const Attr *attr);

/* A column as the heir, or a partition, has it from above alone: with the default there, and so on.
 */
ColumnSetting *heirs_setting(Arena *run, const Schema *schema, Object *heir, const char *name);

/* Mark primary keys of heirs to be made anew over which NOT NULL is given up (heirs_key.c). */
void heirs_mark_keys(Arena *run, Plan *plan);

/* Push what makes columns nullable whose heir or partition loses its primary key. */
void heirs_leave_keys(Arena *run, Plan *plan);

/* Whether it does so before, and not behind, all that becomes of the column above. */
bool heirs_leave_first(const Plan *plan, const Object *relation, const char *name);

/* Push what is to be said of the attribute because of a change above; false: there is none. */
bool heirs_push(Arena *run, Plan *plan, Object *to, const Attr *attr);

#endif
