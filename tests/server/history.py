"""The four steps of the example application's history: models/ with what came later taken out."""

import re

from servers import ROOT

MODELS = ROOT / "models"
VERSIONS = ROOT / "migrations" / "versions"

# Revision, message, files that do not exist yet, fields that do not exist yet.
STEPS = [
    ("1350aca454f1", "init_migrate", {"roles.h", "role_assignments.h"},
     {"blog_posts.h": ["is_draft"], "users.h": ["profile_picture", "bio", "created_at"]}),
    ("fb235ae0f99f", "add role model and role_assignments", set(),
     {"blog_posts.h": ["is_draft"], "users.h": ["profile_picture", "bio", "created_at"]}),
    ("ba76cbd4fd71", "add is_draft field to blogpost", set(),
     {"users.h": ["profile_picture", "bio", "created_at"]}),
    ("0197b862d1e3", "tc-23 add profile_picture bio and created_at", set(), {}),
]


def write_models(folder, step):
    """Write the models as they were at STEPS[step], one column per line as they are kept."""
    _, _, missing_files, missing_fields = STEPS[step]
    for old in folder.glob("*.h"):
        old.unlink()
    for path in sorted(MODELS.glob("*.h")):
        if path.name in missing_files:
            continue
        text = path.read_text(encoding="utf-8")
        for field in missing_fields.get(path.name, []):
            text, count = re.subn(rf"^ +\S+ +\*?{field}\b.*\n", "", text, flags=re.MULTILINE)
            assert count == 1, (path, field)
        (folder / path.name).write_text(text, encoding="utf-8")


def revision_file(revision):
    """The committed file of a revision."""
    found = list(VERSIONS.glob(f"*_{revision}_*.sql"))
    assert len(found) == 1, (revision, found)
    return found[0]


def create_date(path):
    """The time in the file's header, in seconds since 1970."""
    import datetime

    text = re.search(r"^-- Create Date: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE).group(1)
    return int(datetime.datetime.fromisoformat(text).timestamp())
