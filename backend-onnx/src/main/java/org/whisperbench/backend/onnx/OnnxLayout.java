package org.whisperbench.backend.onnx;

import java.nio.file.Path;
import java.util.List;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;

/**
 * The files of one Whisper model as onnx-community lays them out: descriptions at the top, encoder and merged decoder
 * in {@code onnx/}, both with the same suffix, which is empty for fp32.
 *
 * @param encoder path of the encoder below the model's folder
 * @param decoder path of the merged decoder below the model's folder
 */
record OnnxLayout(String encoder, String decoder) implements FolderModel.Layout {

    /** Name of the file with the shape. */
    static final String CONFIG = "config.json";
    /** Name of the file with the rules of decoding. */
    static final String GENERATION = "generation_config.json";
    /** Name of the file with the features. */
    static final String FEATURES = "preprocessor_config.json";
    /** Name of the file with the tokens. */
    static final String TOKENIZER = "tokenizer.json";
    /** The suffix that the files in full precision do not have. */
    static final String FP32 = "fp32";

    private static final String FOLDER = "onnx/";
    private static final String ENCODER = "encoder_model";
    private static final String DECODER = "decoder_model_merged";

    /**
     * Names the files of one precision.
     *
     * @param precision suffix of the files without its underscore, or {@code fp32} for none
     * @return the layout
     */
    static OnnxLayout of(String precision) {
        String suffix = precision.equals(FP32) ? GraphFiles.END : "_" + precision + GraphFiles.END;
        return new OnnxLayout(FOLDER + ENCODER + suffix, FOLDER + DECODER + suffix);
    }

    /**
     * Finds the encoder and the decoder among a model's files.
     *
     * @param model the model
     * @return its layout
     * @throws BackendException if it names no encoder, no decoder or several ({@link ErrorKind#MISSING_MODEL})
     */
    static OnnxLayout of(ModelDescriptor model) {
        return new OnnxLayout(GraphFiles.only(model, FOLDER + ENCODER), GraphFiles.only(model, FOLDER + DECODER));
    }

    /**
     * Names all files that loading opens, external weights aside.
     *
     * @return paths below the model's folder
     */
    @Override
    public List<String> files() {
        return List.of(CONFIG, GENERATION, FEATURES, TOKENIZER, encoder, decoder);
    }

    /**
     * Returns whether loading opens a file.
     *
     * @param path path below the model's folder
     * @return whether it is one of {@link #files} or holds weights of one
     */
    boolean opens(String path) {
        return files().contains(path) || path.startsWith(encoder + "_data") || path.startsWith(decoder + "_data");
    }

    /**
     * Lists the precisions that a folder holds whole.
     *
     * @param folder a folder
     * @return {@code fp32} first, then the others in alphabetical order; empty if the folder has no such layout
     */
    static List<String> precisions(Path folder) {
        return GraphFiles.precisions(
                folder, FOLDER + ENCODER, precision -> of(precision).files());
    }

    /**
     * Lists the files with weights that the halves keep beside them, {@code *.onnx_data} and its like.
     *
     * @param folder the model's folder
     * @return paths below it, in alphabetical order
     */
    @Override
    public List<String> externalFiles(Path folder) {
        return GraphFiles.names(folder.resolve(FOLDER)).stream()
                .map(name -> FOLDER + name)
                .filter(name -> opens(name) && !files().contains(name))
                .toList();
    }

    /**
     * Tells the number format of the graphs.
     *
     * @param folder the model's folder
     * @return as {@link GraphFiles#format} tells it
     * @throws BackendException if one is missing or damaged ({@link ErrorKind#MISSING_MODEL})
     */
    @Override
    public String format(Path folder) {
        return GraphFiles.format(folder.resolve(encoder), folder.resolve(decoder));
    }
}
