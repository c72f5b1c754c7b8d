"""What --quick leaves out: which tests, and which of many that are alike, follows from their names alone."""

import collections
import re
import zlib

import servers


def is_asked(config, name):
    """Every third."""
    return not config.getoption("--quick") or zlib.crc32(name.encode()) % 3 == 0


def home(key, items):
    """Of the same test on several servers, the newest last, the one that is kept."""
    if items[-1].get_closest_marker("newest"):
        return items[-1]
    return items[zlib.crc32(key.encode()) % len(items)]


def left_out(items):
    """Few changes are about one server alone; ./dev cases tries them on all."""
    labels = "|".join(map(re.escape, servers.bindirs()))
    same = collections.defaultdict(list)
    for item in items:
        if "server" in getattr(item, "fixturenames", ()) and not item.get_closest_marker("each_server"):
            same[re.sub(rf"(?<=[\[-])({labels})(?=[\]-])", "", item.nodeid, count=1)].append(item)
    on_others = {item for key, several in same.items() for item in several if item is not home(key, several)}
    return [item for item in items if item in on_others or item.get_closest_marker("full")]
