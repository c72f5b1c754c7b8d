"""What --quick leaves out: which tests follows from their names, which of many that are alike from their order."""

import collections
import re
import zlib

import servers


ONE_IN = 3


def is_asked(config, name):
    return not config.getoption("--quick") or zlib.crc32(name.encode()) % ONE_IN == 0


def some(config, items):
    return list(items)[::ONE_IN if config.getoption("--quick") else 1]


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
