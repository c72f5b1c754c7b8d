/* Posts on the blog.  A draft is hidden until it is published. */
#pragma once

#include <modelc.h>

struct PG(table) blog_posts {
    int32_t        id            PG(primary key identity);
    char          *title;
    char          *content;
    char          *thumbnail     PG(null);
    char          *portrait      PG(null);
    pg_json        themap        PG(null);  /* whatever the page wants to keep */
    pg_date        date_posted;
    pg_timestamp  *last_updated;            /* UTC */
    bool           is_draft      PG(default true);
};
