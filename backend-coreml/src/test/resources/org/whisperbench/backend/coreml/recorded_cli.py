"""whisper-cli as of whisper.cpp 1.9.3 (examples/cli/cli.cpp, commit 233fe1f): options and --output-json written from its
source. Not the engine."""
import json
import os
import sys

words = sys.argv[1:]
if words == ["--version"]:
    print("whisper.cpp version: 1.9.3")
    sys.exit(0)

mode = open(os.path.join(os.path.dirname(__file__), "mode")).read()
if mode == "nothing":
    print("error: failed to read audio data", file=sys.stderr)
    sys.exit(0)

known = {"-m": 1, "-f": 1, "-oj": 0, "-of": 1, "-np": 0, "-l": 1, "-bs": 1, "-bo": 1, "-tp": 1, "-tpi": 1, "-mc": 1, "-nf": 0, "-tr": 0, "-nt": 0, "-t": 1, "-ng": 0}
given, at = {}, 0
while at < len(words):
    if words[at] not in known:
        print("error: unknown argument: " + words[at], file=sys.stderr)
        sys.exit(0)
    given[words[at]] = words[at + 1] if known[words[at]] else ""
    at += 1 + known[words[at]]

text = " -t %s%s," % (given["-t"], " -ng" if "-ng" in given else "")
second = " -bs %s -tpi %s" % (given["-bs"], given.get("-tpi", "none"))
if mode == "encoder":
    beside = given["-m"][: -len(".bin")] + "-encoder.mlmodelc/coremldata.bin"
    text, second = " the encoder", " is there" if os.path.isfile(beside) else " is not there"
result = {
    "systeminfo": "WHISPER : COREML = 1 | OPENVINO = 0 | CPU : AVX2 = 1 | ",
    "model": {"type": "tiny", "multilingual": False, "ftype": 1},
    "params": {"model": given["-m"], "language": given["-l"], "translate": "-tr" in given},
    "result": {"language": "en"},
}
if mode != "other" or os.path.basename(given["-f"]) == "silence.wav":
    result["transcription"] = [
        {"timestamps": {"from": "00:00:00,300", "to": "00:00:01,500"}, "offsets": {"from": 300, "to": 1500}, "text": text},
        {"timestamps": {"from": "00:00:01,500", "to": "00:00:99,000"}, "offsets": {"from": 1500, "to": 99000}, "text": second},
    ]
with open(given["-of"] + ".json", "w") as out:
    json.dump(result, out)
