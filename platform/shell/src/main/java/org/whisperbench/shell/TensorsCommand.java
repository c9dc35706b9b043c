package org.whisperbench.shell;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the tensors of a model. */
@CommandLine.Command(
        name = "tensors",
        description =
                "Show the tensors of a model: name, shape, type and bytes, read from its files without loading it.")
final class TensorsCommand implements Command {

    private final PlatformServices platform;

    @Parameters(
            paramLabel = "MODEL",
            description =
                    "a name, backend/name, or the path of a .safetensors, .npz, .onnx, ggml-*.bin or model.bin file")
    private String model = "";

    @Mixin
    private OutputFlags output = new OutputFlags();

    TensorsCommand(PlatformServices platform) {
        this.platform = platform;
    }

    @Override
    public Object report() throws InterruptedException {
        return platform.checks(checks -> checks.tensors(model));
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
