"""huggingface_hub beside the model store: does one thing and prints the seconds that it took, without imports."""

import sys
import time

import huggingface_hub

action, workers, repositories = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
start = time.perf_counter()
if action == "download":
    for repository in repositories:
        huggingface_hub.snapshot_download(repository, max_workers=workers)
elif action == "scan":
    found = huggingface_hub.scan_cache_dir()
    assert len(found.repos) == int(repositories[0]) and not found.warnings, found
else:
    sys.exit("no such action: " + action)
print(time.perf_counter() - start)
