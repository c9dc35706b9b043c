package org.whisperbench.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.worker.weights.CompiledModelFile;
import org.whisperbench.worker.weights.WeightFile;

/**
 * Looks at a model's declared files before an engine does: all are there, those with weights are whole, and a pickle, which
 * can run any program when it is read, is the one that was published.
 */
final class ModelFiles {

    private static final int BLOCK_BYTES = 1 << 16;
    /** Ends of names that PyTorch and others give to pickles. */
    private static final Set<String> PICKLES = Set.of(".pt", ".pth", ".ckpt", ".pkl", ".pickle");

    private ModelFiles() {}

    static void examine(ResolvedModel model) {
        for (ModelFile file : model.descriptor().files()) {
            Path path = model.file(file.path());
            if (!Files.isRegularFile(path)) {
                throw new WorkerException(
                        WorkerErrorKind.MODEL_INCOMPLETE,
                        "model file '" + path + "' is missing; download or copy the model again");
            }
            String name = file.path().toLowerCase(Locale.ROOT);
            if (CompiledModelFile.isOne(name)) {
                CompiledModelFile.examine(path);
            } else if (WeightFile.isKnown(name)) {
                WeightFile.read(path);
            } else if (PICKLES.stream().anyMatch(name::endsWith)) {
                requirePublished(path, published(model.descriptor().source(), file));
            }
        }
    }

    /** What the publisher of the file, or of the address that it has by itself, says; or an empty text. */
    private static String published(ModelSource source, ModelFile file) {
        if (file.evidence() instanceof ModelFile.Known known) {
            return known.sha256();
        }
        return source instanceof ModelSource.Web web
                        && !web.unpack()
                        && web.fileName().equals(file.path())
                ? web.sha256()
                : "";
    }

    private static void requirePublished(Path path, String published) {
        if (published.isEmpty()) {
            throw new WorkerException(
                    WorkerErrorKind.UNSUPPORTED,
                    "model file '" + path + "' is a pickle, which can run any program, and its publisher's hash is not"
                            + " known; use the model in safetensors");
        }
        String hash = hash(path);
        if (!hash.equals(published)) {
            throw new WorkerException(
                    WorkerErrorKind.MODEL_CORRUPT,
                    "model file '" + path + "' is not the published one: its SHA-256 is " + hash + ", not " + published
                            + "; download the model again");
        }
    }

    private static String hash(Path path) {
        try (InputStream content = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[BLOCK_BYTES];
            for (int read = content.read(block); read >= 0; read = content.read(block)) {
                digest.update(block, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new WorkerException(
                    WorkerErrorKind.MODEL_CORRUPT, "model file '" + path + "' cannot be read: " + e.getMessage());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
