"""Reads [line, ...] (JSON) from the file given, prints [[line, normalized], ...] by transformers.

Characters that this Python's Unicode does not know are dropped from the line that is printed and normalized.
"""

import json
import sys
import unicodedata

from transformers.models.whisper.english_normalizer import BasicTextNormalizer

normalize = BasicTextNormalizer()


def answer(line):
    known = "".join(c for c in line if unicodedata.category(c) != "Cn")
    return [known, normalize(known)]


with open(sys.argv[1], encoding="utf-8") as cases:
    print(json.dumps([answer(line) for line in json.load(cases)]))
