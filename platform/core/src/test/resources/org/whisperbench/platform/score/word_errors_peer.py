"""Reads [[reference, hypothesis], ...] (JSON) from the file given, prints [[S, D, I, H], ...] by RapidFuzz."""

import json
import sys

from rapidfuzz.distance import Levenshtein


def counts(reference, hypothesis):
    tags = [edit.tag for edit in Levenshtein.editops(reference.split(), hypothesis.split())]
    substitutions, deletions, insertions = (tags.count(tag) for tag in ("replace", "delete", "insert"))
    return [substitutions, deletions, insertions, len(reference.split()) - substitutions - deletions]


with open(sys.argv[1], encoding="utf-8") as cases:
    print(json.dumps([counts(*pair) for pair in json.load(cases)]))
