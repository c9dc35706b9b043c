"""As the original: names and shapes of what a model of these dimensions is made of."""

import mlx.core as mx


class ModelDimensions:
    """Names as upstream's dataclass; another one is an unexpected argument."""

    def __init__(
        self, n_mels, n_audio_ctx, n_audio_state, n_audio_head, n_audio_layer, n_vocab, n_text_ctx, n_text_state, n_text_head,
        n_text_layer,
    ):
        self.n_mels, self.n_audio_state, self.n_audio_layer = n_mels, n_audio_state, n_audio_layer
        self.n_vocab, self.n_text_ctx, self.n_text_state, self.n_text_layer = n_vocab, n_text_ctx, n_text_state, n_text_layer


def _linear(name, outputs, inputs):
    return {name + ".weight": (outputs, inputs), name + ".bias": (outputs,)}


def _norm(name, width):
    return {name + ".weight": (width,), name + ".bias": (width,)}


def _attention(name, width):
    shapes = {name + ".key.weight": (width, width)}
    for part in (".query", ".value", ".out"):
        shapes.update(_linear(name + part, width, width))
    return dict(shapes, **_norm(name + "_ln", width))


def _block(name, width, cross):
    shapes = _attention(name + ".attn", width)
    if cross:
        shapes.update(_attention(name + ".cross_attn", width))
    shapes.update(_linear(name + ".mlp1", 4 * width, width))
    shapes.update(_linear(name + ".mlp2", width, 4 * width))
    return dict(shapes, **_norm(name + ".mlp_ln", width))


class Whisper:
    """Parameters with the names and the shapes that the original's have."""

    def __init__(self, dims, dtype=mx.float16):
        self.dims = dims
        self.dtype = dtype
        heard, written = dims.n_audio_state, dims.n_text_state
        shapes = {
            "encoder.conv1.weight": (heard, 3, dims.n_mels),
            "encoder.conv1.bias": (heard,),
            "encoder.conv2.weight": (heard, 3, heard),
            "encoder.conv2.bias": (heard,),
            "decoder.token_embedding.weight": (dims.n_vocab, written),
            "decoder.positional_embedding": (dims.n_text_ctx, written),
            "alignment_heads": (4, 2),
        }
        for i in range(dims.n_audio_layer):
            shapes.update(_block("encoder.blocks.%d" % i, heard, False))
        for i in range(dims.n_text_layer):
            shapes.update(_block("decoder.blocks.%d" % i, written, True))
        shapes.update(_norm("encoder.ln_post", heard))
        shapes.update(_norm("decoder.ln", written))
        self._shapes = shapes
        self._layers = []

    @property
    def is_multilingual(self):
        return self.dims.n_vocab >= 51865

    @property
    def num_languages(self):
        return self.dims.n_vocab - 51765 - int(self.is_multilingual)

    def parameters(self):
        return {name: mx._Weights(self.dtype, shape) for name, shape in self._shapes.items()}

    def modules(self):
        return [self] + self._layers
