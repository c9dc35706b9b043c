"""Answers as fluidaudiocli of FluidAudio 0.15.6 (commit 8a2bf2c): options of TranscribeCommand.swift, the JSON of
TranscriptionJSONOutput there. Written from these sources, not recorded on a Mac. As the original it looks for the model below
the parent of the folder that it is given, deletes what it cannot load, and returns 0 where it failed. The file `mode` beside
it makes it fail."""

import json
import os
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
MODE = open(os.path.join(HERE, "mode")).read() if os.path.exists(os.path.join(HERE, "mode")) else "well"
FOLDERS = {"v2": "parakeet-tdt-0.6b-v2", "v3": "parakeet-tdt-0.6b-v3", "tdt-ctc-110m": "parakeet-tdt-ctc-110m"}
MODELS = {
    "v2": ["Preprocessor", "Encoder", "Decoder", "JointDecision"],
    "v3": ["Preprocessor", "Encoder", "Decoder", "JointDecisionv3"],
    "tdt-ctc-110m": ["Preprocessor", "Decoder", "JointDecision"],
}


def main(words):
    if not words or words[0] != "transcribe" or words[1].startswith("--"):
        sys.stderr.write("ERROR: No audio file specified\n")
        sys.exit(1)
    given, at = {}, 2
    while at < len(words):
        if words[at] in ("--output-json", "--model-version", "--model-dir", "--language"):
            given[words[at]] = words[at + 1]
            at += 2
        else:
            sys.stderr.write("WARNING: Unknown option: %s\n" % words[at])
            at += 1
    if not os.environ.get("REGISTRY_URL", "").startswith("http://127.0.0.1:9"):
        sys.stderr.write("it would ask the network\n")
        return
    version = given["--model-version"]
    folder = os.path.join(os.path.dirname(given["--model-dir"]), FOLDERS[version])
    whole = all(os.path.isfile(os.path.join(folder, m + ".mlmodelc", "coremldata.bin")) for m in MODELS[version])
    if MODE == "purge" or not whole:
        shutil.rmtree(folder)
        sys.stderr.write("[ERROR] Batch transcription failed: model could not be loaded\n")
        return
    seconds = (os.path.getsize(words[1]) - 44) / 32000
    text = "Heard %d seconds. And then" % seconds
    timings = [
        {"word": word, "startTime": i * seconds / 4, "endTime": (i + 1) * seconds / 4 + 0.1, "confidence": 0.9}
        for i, word in enumerate(text.split(" ")[:5])
    ]
    result = {
        "audioFile": words[1], "confidence": 0.9, "durationSeconds": seconds, "mode": "batch", "modelVersion": version,
        "processingTimeSeconds": 0.125, "rtfx": seconds / 0.125, "text": text, "wordTimings": [] if MODE == "untimed" else timings,
    }
    print(text)
    with open(given["--output-json"], "w") as out:
        json.dump(result, out, sort_keys=True)


main(sys.argv[1:])
