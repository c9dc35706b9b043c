"""Text of token ids, and ids of text, by tokenizers.

usage: tokens_peer.py make TOKENIZER | tokens_peer.py decode TOKENIZER IDS OUT | tokens_peer.py encode TOKENIZER LINES OUT

make: trains a larger byte-level tokenizer on text of many scripts and writes it. decode: reads {"lists": [[id, ...], ...]}
and writes {"skipped": [text, ...], "whole": [text, ...]}, without and with special tokens. encode: makes up so many lines of
text, with words that the tokenizer knows and others, spaces of all kinds and added tokens, and writes {"lines": [text, ...],
"ids": [[id, ...], ...]}."""
import json
import random
import sys

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers


def make(path):
    pick = random.Random(11)
    ranges = [(0x20, 0x7F), (0xA1, 0x250), (0x370, 0x400), (0x400, 0x500), (0x5D0, 0x5EB), (0x620, 0x64B), (0x905, 0x93A),
              (0x3041, 0x3097), (0x4E00, 0x4F00), (0xAC00, 0xAD00), (0x1F600, 0x1F650)]
    words = ["".join(chr(pick.randrange(*r)) for _ in range(pick.randint(1, 6))) for r in ranges for _ in range(400)]
    text = [" ".join(pick.choice(words) for _ in range(40)) for _ in range(2000)]
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer, tokenizer.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    tokenizer.train_from_iterator(text, trainers.BpeTrainer(
        vocab_size=8000, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    tokenizer.add_special_tokens(["<|end|>", "<|with space |>", "<|ü中|>"])
    tokenizer.add_tokens([AddedToken(t) for t in ("<|0.00|>", "plain words", "naïve 中文")])
    tokenizer.save(path)
    print(tokenizer.get_vocab_size(with_added_tokens=True))


def decode(path, ids, out):
    tokenizer = Tokenizer.from_file(path)
    with open(ids) as f:
        lists = json.load(f)["lists"]
    with open(out, "w") as f:
        json.dump({"skipped": [tokenizer.decode(i, skip_special_tokens=True) for i in lists],
                   "whole": [tokenizer.decode(i, skip_special_tokens=False) for i in lists]}, f)


def encode(path, count, out):
    tokenizer = Tokenizer.from_file(path)
    pick = random.Random(13)
    added = [t.content for t in tokenizer.get_added_tokens_decoder().values()][:40]
    known = [tokenizer.decode([pick.randrange(tokenizer.get_vocab_size(with_added_tokens=False))]) for _ in range(500)]
    ranges = [(0x21, 0x7F), (0xA1, 0x250), (0x300, 0x340), (0x391, 0x3CA), (0x410, 0x450), (0x5D0, 0x5EB), (0x627, 0x64B), (0x660, 0x66A),
              (0x905, 0x93A), (0xE01, 0xE2E), (0x3041, 0x3097), (0x4E00, 0x4F00), (0xAC00, 0xAD00), (0x1F600, 0x1F650)]
    plain = ["the", "it's", "We'll", "they've", "I'm", "don't", "'d", "1999", "3.14", "...", "e-mail", "naïve", "Œuvre", "ﬁ", "①", "²"]
    spaces = [" "] * 12 + ["  ", "   ", "\t", "\n", " \n ", "\u00a0", "\u3000", "\u2009", ""]

    def word():
        kind = pick.random()
        if kind < .35:
            return pick.choice(known)
        if kind < .65:
            return pick.choice(plain)
        if kind < .68 and added:
            return pick.choice(added)
        return "".join(chr(pick.randrange(*pick.choice(ranges[:1] * 3 + ranges))) for _ in range(pick.randint(1, 8)))

    lines = ["", " ", "  ", "\n"]
    while len(lines) < int(count):
        lines.append("".join(word() + pick.choice(spaces) for _ in range(pick.randint(1, 12))))
    with open(out, "w") as f:
        json.dump({"lines": lines, "ids": [tokenizer.encode(line, add_special_tokens=False).ids for line in lines]}, f)


{"make": make, "decode": decode, "encode": encode}[sys.argv[1]](*sys.argv[2:])
