"""Normalizes lines by transformers' EnglishTextNormalizer, or by the Open ASR Leaderboard's.

Arguments: a file with one JSON string a line; the file to write, with one JSON array [line, normalized] a line; a JSON
file with the table of spellings; then, for the leaderboard's normalizer, the folder of its checkout. Characters that
this Python's Unicode does not know are dropped from the line that is written and normalized. Every third line is
normalized with an empty table, but for the leaderboard's, which brings its own.
"""

import json
import multiprocessing
import sys
import unicodedata


def normalizers():
    if len(sys.argv) > 4:
        sys.path.insert(0, sys.argv[4])
        from normalizer.normalizer import EnglishTextNormalizer

        return [EnglishTextNormalizer()] * 3
    from transformers.models.whisper.english_normalizer import EnglishTextNormalizer

    with open(sys.argv[3], encoding="utf-8") as table:
        full = EnglishTextNormalizer(json.load(table))
    return [EnglishTextNormalizer({}), full, full]


def answer(numbered):
    number, line = numbered
    known = "".join(c for c in json.loads(line) if unicodedata.category(c) != "Cn")
    return json.dumps([known, NORMALIZERS[number % 3](known)])


NORMALIZERS = normalizers()

if __name__ == "__main__":
    with (
        open(sys.argv[1], encoding="utf-8") as lines,
        open(sys.argv[2], "w", encoding="utf-8") as answers,
        multiprocessing.Pool() as pool,
    ):
        for text in pool.imap(answer, enumerate(lines), chunksize=2000):
            print(text, file=answers)
