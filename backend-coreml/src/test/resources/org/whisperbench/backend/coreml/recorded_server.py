"""Answers as whisper-server 1.9.3-dev (commit 233fe1f, Linux, no GPU) did: its answers and what it wrote were recorded from
the bundled model. The file `mode` beside it makes it fail as the original does."""

import http.server
import os
import sys

RECORDED = (
    '{"task":"transcribe","language":"english","duration":2.998312473297119,"text":" four one six seven\\n","segments":'
    '[{"id":0,"text":" four one six seven","start":0.3,"end":2.7,"tokens":[4,1,6,7],"temperature":0.0,'
    '"avg_logprob":-0.00034809112548828125,"no_speech_prob":8.050943800519406e-10}]}'
)
# Of a model for many languages with random numbers, which was asked with language=auto: the language that it detected is
# named in full where that of the user would be.
DETECTED = (
    '{"task":"transcribe","language":"breton","duration":2.998312473297119,"text":" w25872\\n","segments":[{"id":0,'
    '"text":" w25872","start":0.58,"end":25.04,"tokens":[25872],"words":[{"word":" w25872","probability":'
    '4.809220627066679e-05}],"temperature":0.0,"avg_logprob":-4.971195220947266,"no_speech_prob":2.068222784146201e-05}]}'
)
SYSTEM = (
    "system_info: n_threads = 1 / 2 | WHISPER : COREML = 0 | OPENVINO = 0 | CPU : SSE3 = 1 | SSSE3 = 1 | AVX = 1 | "
    "AVX2 = 1 | F16C = 1 | FMA = 1 | OPENMP = 1 | REPACK = 1 | "
)


class Answers(http.server.BaseHTTPRequestHandler):
    dropped = False

    def do_GET(self):
        self._send(200, '{"status":"ok"}')

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if MODE == "drop" and not Answers.dropped:
            Answers.dropped = True
            self.close_connection = True
            return None
        if MODE not in ("silent", "late"):
            self._say()
        for field in (b"response_format", b"audio.wav", b"temperature_inc", b"language"):
            if field not in body:
                return self._send(400, "Invalid request")
        if MODE == "refuse" and b"max_context" in body:
            return self._send(400, "Invalid request")
        if MODE == "garble" and b"max_context" in body:
            return self._send(200, "<html>")
        auto = b'name="language"\r\n\r\nauto\r\n' in body
        self._send(200, DETECTED.replace("breton", "klingon" if MODE == "strange" else "breton") if auto else RECORDED)
        if MODE == "late":
            # What is said comes another way than what is answered.
            self.wfile.flush()
            self._say()

    @staticmethod
    def _say():
        sys.stderr.write("\n%s\n" % SYSTEM)
        sys.stderr.flush()

    def _send(self, status, text):
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass


folder = os.path.dirname(os.path.abspath(sys.argv[0]))
MODE = open(os.path.join(folder, "mode")).read()
if MODE == "encoder":
    encoder = sys.argv[sys.argv.index("-m") + 1][: -len(".bin")] + "-encoder.mlmodelc"
    sys.stderr.write("whisper_init_state: failed to load Core ML model from '%s'\n" % encoder)
    sys.exit(3)
if MODE == "exit":
    sys.stderr.write("error: failed to initialize whisper context\n")
    sys.exit(3)
if MODE != "quiet":
    model = sys.argv[sys.argv.index("-m") + 1]
    sys.stderr.write("whisper_init_from_file_with_params_no_state: loading model from '%s'\n" % model)
    # Of another file than the bundled one, which has 1, so that it is seen who tells it.
    sys.stderr.write("whisper_model_load: ftype         = 9\n")
sys.stderr.write("whisper_backend_init_gpu: no GPU found\n")
http.server.HTTPServer(("127.0.0.1", int(sys.argv[sys.argv.index("--port") + 1])), Answers).serve_forever()
