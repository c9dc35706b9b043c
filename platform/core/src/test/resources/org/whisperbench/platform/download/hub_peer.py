"""Does one thing with the real huggingface_hub and prints JSON: python hub_peer.py ACTION HOME ENDPOINT PATH [ARGUMENT...]

PATH is a PYTHONPATH at which another version of huggingface_hub is, or empty. What a version cannot do is "unsupported".
"""

import json
import os
import subprocess
import sys

action, home, endpoint, path, *arguments = sys.argv[1:]
if path:
    sys.path[0:0] = path.split(os.pathsep)
    os.environ["PYTHONPATH"] = path
for name in [n for n in os.environ if n.lower().endswith("_proxy")]:
    del os.environ[name]
os.environ.update(
    HF_HOME=home,
    HF_ENDPOINT=endpoint,
    HF_HUB_DISABLE_TELEMETRY="1",
    HF_HUB_DISABLE_PROGRESS_BARS="1",
    HF_HUB_DISABLE_XET="1",
    NO_PROXY="*",
)
if action == "offline":
    os.environ["HF_HUB_OFFLINE"] = "1"
if "nolinks" in arguments:
    os.environ["HF_HUB_DISABLE_SYMLINKS"] = "1"

import huggingface_hub  # noqa: E402
from huggingface_hub import scan_cache_dir, snapshot_download  # noqa: E402

REPOSITORY = "owner/name"
cache = os.path.join(home, "hub")


def cli(*words):
    """What the hf command ends with and says."""
    code = "import sys; from huggingface_hub.cli.hf import main; sys.argv = ['hf'] + sys.argv[1:]; main()"
    if huggingface_hub.__version__.startswith(("0.", "1.0.")):
        return {"unsupported": "hf " + " ".join(words[:2])}
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True)
    return {"code": done.returncode, "out": done.stdout + done.stderr}


def files(folder):
    found = {}
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            found[os.path.relpath(path, folder)] = os.path.getsize(path)
    return found


def scan():
    info = scan_cache_dir(cache)
    return {
        "warnings": [str(w) for w in info.warnings],
        "incomplete": len(getattr(info, "incomplete_files", [])),
        "size": info.size_on_disk,
        "revisions": sorted(r.commit_hash for repo in info.repos for r in repo.revisions),
        "refs": sorted(ref for repo in info.repos for ref in repo.refs),
    }


def share(path, xet):
    """Moves a content into the shared store by huggingface_hub's own code."""
    try:
        from huggingface_hub.utils import _shared_blobs
    except ImportError:
        return {"unsupported": "shared blobs"}

    snapshot = snapshot_download(REPOSITORY, local_files_only=True)
    blob = os.path.normpath(os.path.join(snapshot, os.path.dirname(path), os.readlink(os.path.join(snapshot, path))))
    return _shared_blobs.publish_blob_to_shared_store(
        blob_path=blob, xet_hash=xet, cache_dir=cache, expected_size=os.path.getsize(blob)
    )


actions = {
    "version": lambda: {"version": huggingface_hub.__version__, "place": huggingface_hub.__file__},
    "download": lambda *_: files(snapshot_download(REPOSITORY)),
    "offline": lambda *_: files(snapshot_download(REPOSITORY)),
    "local": lambda folder: files(snapshot_download(REPOSITORY, local_dir=folder)),
    "scan": scan,
    "share": share,
    "verify": lambda: cli("cache", "verify", REPOSITORY, "--cache-dir", cache, "--fail-on-missing-files"),
    "prune": lambda: cli("cache", "prune", "--cache-dir", cache, "--yes"),
    "list": lambda: cli("cache", "ls", "--cache-dir", cache),
}
print(json.dumps(actions[action](*arguments)))
