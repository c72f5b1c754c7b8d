"""The four steps of the example application's history: models/ with what came later taken out.

usage: history.py          writes migrations/ anew with build/release/modelc, after a change of its format
"""

import datetime
import re
import shutil
import tempfile

from servers import ROOT

MODELS = ROOT / "models"
VERSIONS = ROOT / "migrations" / "versions"

# Revision, message, date (UTC), files that do not exist yet, fields that do not exist yet.
STEPS = [
    ("1350aca454f1", "init_migrate", "2025-08-21 19:05", {"roles.h", "role_assignments.h"},
     {"blog_posts.h": ["is_draft"], "users.h": ["profile_picture", "bio", "created_at"]}),
    ("fb235ae0f99f", "add role model and role_assignments", "2025-09-14 08:30", set(),
     {"blog_posts.h": ["is_draft"], "users.h": ["profile_picture", "bio", "created_at"]}),
    ("ba76cbd4fd71", "add is_draft field to blogpost", "2025-10-01 17:44", set(),
     {"users.h": ["profile_picture", "bio", "created_at"]}),
    ("0197b862d1e3", "tc-23 add profile_picture bio and created_at", "2025-10-19 21:12", set(), {}),
]


def write_models(folder, step):
    """Write the models as they were at STEPS[step], one column per line as they are kept."""
    _, _, _, missing_files, missing_fields = STEPS[step]
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


def seconds(step):
    """The date of STEPS[step], in seconds since 1970."""
    date = datetime.datetime.fromisoformat(STEPS[step][2])
    return int(date.replace(tzinfo=datetime.timezone.utc).timestamp())


def write(project):
    """Write and run all revisions in `project`, as the one who kept the example would have."""
    for step, (revision, message, *_) in enumerate(STEPS):
        write_models(project.models, step)
        project.run("autogen", "-m", message, "--rev-id", revision, SOURCE_DATE_EPOCH=str(seconds(step)))
        project.run("upgrade")


def main():
    import project as harness
    import servers

    harness.MODELC = ROOT / "build" / "release" / "modelc"
    server = servers.Server(servers.DEBIAN)
    try:
        with tempfile.TemporaryDirectory() as folder:
            written = harness.Project(f"{folder}/example", server, "example")
            write(written)
            shutil.rmtree(VERSIONS.parent)
            shutil.copytree(written.versions.parent, VERSIONS.parent)
    finally:
        server.stop()


if __name__ == "__main__":
    main()
