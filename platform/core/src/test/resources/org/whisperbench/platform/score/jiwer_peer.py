"""Scores pairs by jiwer: the file given first holds one JSON array [reference, hypothesis, width] a line.

Prints for each [reference, hypothesis, width, alignment, [H, S, D, I], wer, mer, wil, wip, cer]. The folder given second
is src of a checkout of jitsi/jiwer.
"""

import json
import sys

sys.path.insert(0, sys.argv[2])

import jiwer
from jiwer.alignment import _construct_comparison_string

with open(sys.argv[1], encoding="utf-8") as cases:
    for case in cases:
        reference, hypothesis, width = json.loads(case)
        words = jiwer.process_words([reference], [hypothesis])
        characters = jiwer.process_characters([reference], [hypothesis])
        lines = _construct_comparison_string(
            words.references[0],
            words.hypotheses[0],
            words.alignments[0],
            include_space_seperator=True,
            line_width=width,
        )
        text = "\n".join(line.rstrip() for line in lines.split("\n")).removesuffix("\n")
        counts = [words.hits, words.substitutions, words.deletions, words.insertions]
        rates = [words.wer, words.mer, words.wil, words.wip, characters.cer]
        print(json.dumps([reference, hypothesis, width, text, counts, *rates]))
