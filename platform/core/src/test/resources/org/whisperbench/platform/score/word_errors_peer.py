"""Reads [[reference, hypothesis], ...] (JSON) from the file given, aligns words and counts characters by RapidFuzz.

Prints one array for each pair: the steps from the first word to the last (H, S, D, I), then the distance in characters.
"""

import json
import sys

from rapidfuzz.distance import Levenshtein

LETTERS = {"equal": "H", "replace": "S", "delete": "D", "insert": "I"}


def steps(reference, hypothesis):
    codes = Levenshtein.opcodes(reference.split(), hypothesis.split())
    return "".join(LETTERS[c.tag] * max(c.src_end - c.src_start, c.dest_end - c.dest_start) for c in codes)


def answer(reference, hypothesis):
    return [steps(reference, hypothesis), Levenshtein.distance(reference.strip(), hypothesis.strip())]


with open(sys.argv[1], encoding="utf-8") as cases:
    print(json.dumps([answer(*pair) for pair in json.load(cases)]))
