"""Answers as argmax-cli of argmax-oss-swift 1.1 (commit ea872ff): options of TranscribeCLIArguments.swift, the report of
TranscriptionResult in Models.swift. Written from these sources, not recorded on a Mac. The file `mode` beside it makes it an
older program, or fail as the original does: with 0, and without a report."""

import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
MODE = open(os.path.join(HERE, "mode")).read() if os.path.exists(os.path.join(HERE, "mode")) else "well"
VALUES = {
    "--audio-path", "--model-path", "--model", "--model-prefix", "--download-model-path", "--download-tokenizer-path",
    "--endpoint", "--audio-encoder-compute-units", "--text-decoder-compute-units", "--task", "--language", "--temperature",
    "--temperature-increment-on-fallback", "--temperature-fallback-count", "--best-of", "--report-path",
    "--concurrent-worker-count", "--chunking-strategy",
}
FLAGS = {"--report", "--skip-special-tokens", "--without-timestamps", "--word-timestamps", "--use-prefill-prompt", "--verbose"}
if MODE == "old":
    VALUES -= {"--endpoint"}


def usage(message):
    sys.stderr.write("Error: %s\n" % message)
    sys.exit(64)


def main(words):
    if words == ["--version"]:
        print("0.13.1" if MODE == "old" else "1.1.0")
        return
    if words == ["help", "transcribe"]:
        print("OPTIONS:\n" + "\n".join("  %s <value>" % name for name in sorted(VALUES)))
        return
    if not words or words[0] != "transcribe":
        usage("Unexpected argument '%s'" % " ".join(words[:1]))
    given, flags, at = {}, set(), 1
    while at < len(words):
        if words[at] in VALUES:
            given[words[at]] = words[at + 1]
            at += 2
        elif words[at] in FLAGS:
            flags.add(words[at])
            at += 1
        else:
            usage("Unknown option '%s'" % words[at])
    with open(os.path.join(HERE, "calls"), "a") as calls:
        calls.write(" ".join(words) + "\n")
    if MODE == "hang":
        import time

        time.sleep(600)
    model = given["--model-path"]
    for name in ("AudioEncoder", "TextDecoder", "MelSpectrogram"):
        if not os.path.isfile(os.path.join(model, name + ".mlmodelc", "coremldata.bin")):
            print("Error when transcribing: modelsUnavailable")
            return
    tokenizers = given["--download-tokenizer-path"]
    # Before 1.0 a local load without config.json fails, and the hub is asked, which no option names.
    needed = ["tokenizer.json", "config.json"] if MODE == "old" else ["tokenizer.json"]
    if not any(all(os.path.isfile(os.path.join(tokenizers, "models", "openai", name, file)) for file in needed)
               for name in os.listdir(os.path.join(tokenizers, "models", "openai"))):
        print("Error: it would download the tokenizer")
        return
    if MODE == "fail":
        print("Transcription failed")
        return
    wav = given["--audio-path"]
    seconds = (os.path.getsize(wav) - 44) / 32000
    text = " heard %.2f seconds" % seconds
    # Before 1.0 the model is told its task only with a language, or where the prompt is asked for.
    told = MODE != "old" or "--use-prefill-prompt" in flags
    if given.get("--task") == "translate" and (told or "--language" in given):
        text += " in English"
    if "--without-timestamps" in flags and told:
        text += " without times"
    special = "" if "--skip-special-tokens" in flags else "<|startoftranscript|>"
    segment = {
        "id": 0, "seek": 0, "start": 0.0, "end": seconds + 0.5, "text": special + text + "<|endoftext|>", "tokens": [1, 2],
        "tokenLogProbs": [], "temperature": float(given["--temperature"]), "avgLogprob": -0.2, "compressionRatio": 1.0,
        "noSpeechProb": 0.0,
    }
    report = {
        "text": text.strip(), "segments": [segment], "language": given.get("--language", "en"),
        "timings": {"fullPipeline": 0.25, "modelLoading": 1.5, "inputAudioSeconds": seconds},
    }
    print(text.strip())
    if "--report" in flags:
        stem = os.path.splitext(os.path.basename(wav))[0]
        with open(os.path.join(given["--report-path"], stem + ".json"), "w") as out:
            out.write("{" if MODE == "garble" else json.dumps(report))


main(sys.argv[1:])
