"""Which of a model's files a library opens, as Python itself sees it."""

import os
import sys


class OpenedFiles:
    """Notes every file below a folder that is opened from now on. Code that is not Python's is not seen."""

    def __init__(self, folder):
        self._folder = os.path.join(os.path.abspath(folder), "")
        self._seen = set()
        self._noting = True
        # A hook stays for ever, so it is told when to stop.
        sys.addaudithook(self._hook)

    def _hook(self, event, arguments):
        if not self._noting or event != "open" or not arguments:
            return
        path = arguments[0]
        if isinstance(path, bytes):
            path = os.fsdecode(path)
        if isinstance(path, str) and os.path.abspath(path).startswith(self._folder):
            self._seen.add(os.path.abspath(path))

    def stop(self, *besides):
        """The files, in order of their names, and those that the library opens by other means."""
        self._noting = False
        return sorted(p for p in self._seen | set(map(os.path.abspath, besides)) if os.path.isfile(p))
