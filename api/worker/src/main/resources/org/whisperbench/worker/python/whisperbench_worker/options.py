"""What the user asked of an engine, taken out one by one; what is left over is refused."""

from .engine import WorkerError


class Asked:
    """Options by name, as text."""

    def __init__(self, backend, options):
        self._backend = backend
        self._left = dict(options.get("extra") or {})

    def text(self, name, otherwise, allowed=None):
        """One of some words."""
        value = self._left.pop(name, otherwise)
        if allowed is not None and value not in allowed:
            self._refuse("'%s=%s' is none of %s" % (name, value, ", ".join(map(str, allowed))))
        return value

    def number(self, name, otherwise, least, most, kind=int):
        """A number within limits."""
        value = self._left.pop(name, otherwise)
        try:
            number = kind(value)
        except ValueError:
            number = None
        if number is None or not least <= number <= most:
            self._refuse("'%s=%s' is not from %s to %s" % (name, value, least, most))
        return number

    def flag(self, name, otherwise=False):
        """True or false."""
        return self.text(name, "true" if otherwise else "false", ("true", "false")) == "true"

    def end(self):
        """Refuses what nobody took."""
        if self._left:
            self._refuse("options %s are not known to it; leave them out" % ", ".join(sorted(self._left)))

    def _refuse(self, what):
        raise WorkerError("UNSUPPORTED", "backend '%s': %s" % (self._backend, what))


def device(backend, options, allowed):
    """The device that was asked for, or auto."""
    asked = options.get("device") or "auto"
    if asked != "auto" and asked not in allowed:
        raise WorkerError(
            "UNSUPPORTED",
            "device '%s' is not possible with backend '%s' here; use auto or %s"
            % (asked, backend, ", ".join(allowed) or "nothing else"),
        )
    return asked


def language(options, english_only=False):
    """The language for libraries that take None for detection."""
    asked = options.get("language") or "auto"
    if english_only and asked not in ("auto", "en"):
        raise WorkerError(
            "UNSUPPORTED", "language '%s' is not possible with an English-only model; use a multilingual one" % asked
        )
    return None if asked == "auto" else asked
