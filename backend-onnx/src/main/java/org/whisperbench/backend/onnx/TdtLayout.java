package org.whisperbench.backend.onnx;

import java.nio.file.Path;
import java.util.List;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;

/**
 * The files of one Parakeet TDT model as istupakov's repositories lay them out: encoder, and decoder with joint network, each
 * with the precision before its end; a graph that makes features; the vocabulary.
 *
 * @param encoder path of the encoder below the model's folder
 * @param decoder path of the decoder with its joint network below the model's folder
 */
record TdtLayout(String encoder, String decoder) implements FolderModel.Layout {

    /** Name of the file with sizes. */
    static final String CONFIG = "config.json";
    /** Name of the file with the tokens. */
    static final String VOCABULARY = "vocab.txt";
    /** Name of the graph that makes 128 features of each frame. */
    static final String FEATURES = "nemo128.onnx";

    private static final String ENCODER = "encoder-model";
    private static final String DECODER = "decoder_joint-model";

    /**
     * Names the files of one precision.
     *
     * @param precision {@code fp32}, or what stands before the end, such as {@code int8}
     * @return the layout
     */
    static TdtLayout of(String precision) {
        String end = precision.equals(OnnxLayout.FP32) ? GraphFiles.END : "." + precision + GraphFiles.END;
        return new TdtLayout(ENCODER + end, DECODER + end);
    }

    /**
     * Finds the encoder and the decoder among a model's files.
     *
     * @param model the model
     * @return its layout
     * @throws BackendException if it does not name one of each ({@link ErrorKind#MISSING_MODEL})
     */
    static TdtLayout of(ModelDescriptor model) {
        return new TdtLayout(GraphFiles.only(model, ENCODER), GraphFiles.only(model, DECODER));
    }

    /**
     * Names all files that loading opens, weights beside the graphs aside.
     *
     * @return paths below the model's folder
     */
    @Override
    public List<String> files() {
        return List.of(CONFIG, VOCABULARY, FEATURES, encoder, decoder);
    }

    /**
     * Lists the precisions that a folder holds whole.
     *
     * @param folder a folder
     * @return {@code fp32} first, then the others in alphabetical order; empty if the folder has no such layout
     */
    static List<String> precisions(Path folder) {
        return GraphFiles.precisions(folder, ENCODER, precision -> of(precision).files());
    }

    /**
     * Tells the number format of the encoder, which has almost all weights.
     *
     * @param folder the model's folder
     * @return as {@link OnnxGraph#precision} tells it
     * @throws BackendException if it is missing or damaged ({@link ErrorKind#MISSING_MODEL})
     */
    @Override
    public String format(Path folder) {
        return OnnxGraph.read(folder.resolve(encoder)).precision();
    }

    /**
     * Lists the files with weights that the graphs keep beside them.
     *
     * @param folder the model's folder
     * @return paths below it, in alphabetical order
     */
    @Override
    public List<String> externalFiles(Path folder) {
        return GraphFiles.names(folder).stream()
                .filter(name -> name.startsWith(encoder + ".data") || name.startsWith(decoder + ".data"))
                .toList();
    }
}
