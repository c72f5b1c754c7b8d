#include "modelc/drawing.h"

#include "base/strbuf.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/*
 * A lane is a column that holds the line down to one revision, NULL when it is free.  A lane never
 * moves: free ones in the middle stay until a new line needs one, so that lines are straight.
 */
typedef VEC(const GraphNode *) Lanes;

/* What goes through one cell of a row. */
enum {
    UP = 1,
    DOWN = 2,
    LEFT = 4,
    RIGHT = 8,
    NODE = 16,
    END = 32, /* of a horizontal line, which only passes behind the lines of other cells */
};

typedef struct Painter {
    const Drawing *drawing;
    StrBuf out;
    bool *drawn; /* by order: the node is one of those to draw */
    Lanes lanes;
    size_t closed; /* the lane of the last node, which nothing goes on from, plus one; 0: none */
} Painter;

static const char *glyph(bool unicode, unsigned cell)
{
    unsigned lines =
        cell & END || !(cell & (UP | DOWN)) ? cell & ~(unsigned)END : cell & (UP | DOWN);
    static const char *const box[NODE] = {
        [0] = " ",
        [UP] = "│",
        [DOWN] = "│",
        [UP | DOWN] = "│",
        [LEFT] = "─",
        [RIGHT] = "─",
        [LEFT | RIGHT] = "─",
        [UP | LEFT] = "╯",
        [UP | RIGHT] = "╰",
        [DOWN | LEFT] = "╮",
        [DOWN | RIGHT] = "╭",
        [UP | DOWN | LEFT] = "┤",
        [UP | DOWN | RIGHT] = "├",
        [UP | LEFT | RIGHT] = "┴",
        [DOWN | LEFT | RIGHT] = "┬",
        [UP | DOWN | LEFT | RIGHT] = "┼",
    };

    if (unicode)
        return cell & NODE ? "●" : box[lines];
    if (cell & NODE)
        return "*";
    if (lines & (UP | DOWN))
        return lines & (LEFT | RIGHT) ? "+" : "|";
    return lines ? "-" : " ";
}

/* One row of cells, blanks at its end left out. */
static void paint(Painter *painter, const unsigned *cells)
{
    bool unicode = painter->drawing->unicode;
    size_t count = painter->lanes.count;

    while (count > 0 && cells[count - 1] == 0)
        count--;
    for (size_t i = 0; i < count; i++) {
        strbuf_add(&painter->out, glyph(unicode, cells[i]));
        if (i + 1 < count)
            strbuf_add(&painter->out, glyph(unicode, cells[i] & RIGHT));
    }
}

/* The lanes as they run on past a row. */
static unsigned *row_of(const Painter *painter)
{
    unsigned *cells =
        arena_alloc(painter->drawing->run, (painter->lanes.count + 1) * sizeof *cells);

    for (size_t i = 0; i < painter->lanes.count; i++)
        cells[i] = painter->lanes.items[i] ? UP | DOWN : 0;
    return cells;
}

/* A horizontal line between two cells. */
static void connect(unsigned *cells, size_t a, size_t b)
{
    size_t left = a < b ? a : b, right = a < b ? b : a;

    cells[left] |= RIGHT | END;
    cells[right] |= LEFT | END;
    for (size_t i = left + 1; i < right; i++)
        cells[i] |= LEFT | RIGHT;
}

static size_t lane_of(const Painter *painter, const GraphNode *node, size_t from)
{
    while (from < painter->lanes.count && painter->lanes.items[from] != node)
        from++;
    return from;
}

/* Not the one that ends in the row above: that would look like a line. */
static size_t lane_take(Painter *painter, const GraphNode *node)
{
    size_t free_lane = lane_of(painter, NULL, 0);

    if (free_lane + 1 == painter->closed)
        free_lane = lane_of(painter, NULL, painter->closed);
    while (free_lane >= painter->lanes.count)
        vec_push(painter->drawing->run, &painter->lanes, NULL);
    painter->lanes.items[free_lane] = node;
    return free_lane;
}

/* Lines from several children come together in the first lane above the node. */
static void paint_join(Painter *painter, const GraphNode *node, size_t lane)
{
    unsigned *cells = row_of(painter);
    bool joined = false;

    for (size_t i = lane_of(painter, node, lane + 1); i < painter->lanes.count;
         i = lane_of(painter, node, i + 1)) {
        cells[i] = (cells[i] & ~(unsigned)DOWN);
        connect(cells, lane, i);
        painter->lanes.items[i] = NULL;
        joined = true;
    }
    if (!joined)
        return;
    paint(painter, cells);
    strbuf_addc(&painter->out, '\n');
}

/* The parents that are drawn: the first goes on in the node's lane. */
static NodeVec drawn_parents(const Painter *painter, const GraphNode *node)
{
    NodeVec parents = {0};

    for (size_t i = 0; i < node->parents.count; i++)
        if (painter->drawn[node->parents.items[i]->order])
            vec_push(painter->drawing->run, &parents, node->parents.items[i]);
    return parents;
}

/* Below a merge its other parents get lanes of their own, or meet the one that leads there. */
static void paint_fork(Painter *painter, const NodeVec *parents, size_t lane)
{
    unsigned *cells;
    size_t *to = arena_alloc(painter->drawing->run, (parents->count + 1) * sizeof *to);
    bool *fresh = arena_alloc(painter->drawing->run, parents->count + 1);

    for (size_t i = 1; i < parents->count; i++) {
        to[i] = lane_of(painter, parents->items[i], 0);
        fresh[i] = to[i] == painter->lanes.count;
        to[i] = fresh[i] ? lane_take(painter, parents->items[i]) : to[i];
    }
    cells = row_of(painter);
    for (size_t i = 1; i < parents->count; i++) {
        if (fresh[i])
            cells[to[i]] &= ~(unsigned)UP;
        connect(cells, lane, to[i]);
    }
    paint(painter, cells);
    strbuf_addc(&painter->out, '\n');
}

/* Bytes are no columns: a box character has three. */
static size_t columns(const char *text)
{
    size_t count = 0;

    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

/* Lanes, then one line of the text at column `indent`, or at the first one that is free. */
static size_t paint_line(Painter *painter, const unsigned *cells, size_t indent, const char *line,
                         size_t length)
{
    size_t begin = painter->out.length, width;

    paint(painter, cells);
    width = columns(strbuf_text(&painter->out) + begin);
    indent = indent ? indent : width + 1;
    while (length > 0 && width++ < indent)
        strbuf_addc(&painter->out, ' ');
    strbuf_addn(&painter->out, line, length);
    strbuf_addc(&painter->out, '\n');
    return indent;
}

/* The first line stands beside the node, the others beside the lanes that run on below it. */
static void paint_text(Painter *painter, const GraphNode *node, size_t lane, bool goes_on)
{
    const char *text = painter->drawing->describe(painter->drawing->context, node);
    unsigned *cells = row_of(painter);
    size_t indent = 0;

    cells[lane] |= NODE;
    do {
        size_t length = strcspn(text, "\n");

        indent = paint_line(painter, cells, indent, text, length);
        text += length + (text[length] == '\n');
        cells[lane] = goes_on ? UP | DOWN : 0;
    } while (*text);
}

static void paint_node(Painter *painter, const GraphNode *node)
{
    size_t lane = lane_of(painter, node, 0);
    NodeVec parents = drawn_parents(painter, node);

    if (lane == painter->lanes.count)
        lane = lane_take(painter, node);
    painter->closed = parents.count ? 0 : lane + 1;
    paint_join(painter, node, lane);
    paint_text(painter, node, lane, parents.count > 0);
    painter->lanes.items[lane] = parents.count ? parents.items[0] : NULL;
    if (parents.count > 1)
        paint_fork(painter, &parents, lane);
    while (painter->lanes.count > 0 && !painter->lanes.items[painter->lanes.count - 1])
        painter->lanes.count--;
}

const char *drawing_text(const Drawing *drawing)
{
    Painter painter = {.drawing = drawing, .out = {.arena = drawing->run}};
    size_t most = 0;

    for (size_t i = 0; i < drawing->nodes->count; i++)
        most = drawing->nodes->items[i]->order > most ? drawing->nodes->items[i]->order : most;
    painter.drawn = arena_alloc(drawing->run, most + 1);
    for (size_t i = 0; i < drawing->nodes->count; i++)
        painter.drawn[drawing->nodes->items[i]->order] = true;
    for (size_t i = 0; i < drawing->nodes->count; i++)
        paint_node(&painter, drawing->nodes->items[i]);
    return strbuf_text(&painter.out);
}

/* "en_US.UTF-8", "C.utf8@euro". */
static bool is_utf8(const char *locale)
{
    const char *charset = strchr(locale, '.');

    return charset &&
           (strncasecmp(charset, ".utf-8", 6) == 0 || strncasecmp(charset, ".utf8", 5) == 0);
}

/* The first variable that is set decides, as in setlocale(). */
bool drawing_locale_is_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);

        if (value && *value)
            return is_utf8(value);
    }
    return false;
}
