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
    """The device that was asked for, or auto; "gpu" is the first one that is no processor, whatever its library calls it."""
    asked = options.get("device") or "auto"
    if asked == "gpu":
        asked = next((name for name in allowed if name != "cpu"), asked)
    if asked != "auto" and asked not in allowed:
        raise WorkerError(
            "UNSUPPORTED",
            "device '%s' is not possible with backend '%s' here; use auto or %s"
            % (asked, backend, ", ".join(allowed) or "nothing else"),
        )
    return asked


# The 99 that every multilingual Whisper knows, in the order of their tokens (openai/whisper, tokenizer.py).
WHISPER_LANGUAGES = (
    "en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi ml cy sk "
    "te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am yi lo uz fo "
    "ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su"
).split()


def language(options, english_only=False, known=WHISPER_LANGUAGES):
    """The language for libraries that take None for detection: of a tag such as pt-BR its first part."""
    asked = options.get("language") or "auto"
    primary = asked.lower().replace("_", "-").split("-")[0]
    if english_only and primary not in ("auto", "en"):
        raise WorkerError(
            "UNSUPPORTED", "language '%s' is not possible with an English-only model; use a multilingual one" % asked
        )
    if primary != "auto" and primary not in known:
        raise WorkerError("UNSUPPORTED", "language '%s' is none that the model knows; use 'auto' or one such as 'en'" % asked)
    return None if primary == "auto" else primary


def whisper_language(options, languages):
    """As language(), for a multilingual model that knows so many: the hundredth came with large-v3."""
    return language(options, known=WHISPER_LANGUAGES + (["yue"] if languages >= 100 else []))


def task(options, english_only=False):
    """The task in lower case; an English-only model does not translate."""
    if english_only and options["task"] != "TRANSCRIBE":
        raise WorkerError("UNSUPPORTED", "an English-only model does not translate; use a multilingual one")
    return options["task"].lower()
