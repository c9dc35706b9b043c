package org.whisperbench.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.audio.DiskProblem;
import org.whisperbench.platform.catalog.CatalogModel;
import picocli.CommandLine.Option;

/** Speech from the microphone instead of files. */
final class RecordFlags {

    @Option(
            names = "--record",
            description =
                    "record with the microphone: Enter starts and stops; the sound is kept beside what '--export' writes,"
                            + " or else beside the kept results or in this folder")
    private boolean wanted;

    boolean wanted() {
        return wanted;
    }

    /** Refuses before anybody speaks what would be refused afterwards: at least one of the models must be usable. */
    void requireUsable(List<CatalogModel> models, PlatformServices platform) throws InterruptedException {
        List<WhisperException> refusals = new ArrayList<>();
        for (CatalogModel model : wanted ? models : List.<CatalogModel>of()) {
            try {
                requireUsable(model, platform);
                return;
            } catch (WhisperException e) {
                refusals.add(e);
            }
        }
        if (!refusals.isEmpty()) {
            throw refusals.get(0);
        }
    }

    private static void requireUsable(CatalogModel model, PlatformServices platform) throws InterruptedException {
        model.backend().requireAvailable();
        platform.store(store -> store.resolve(model.words(), model.descriptor()));
    }

    /** Records into a folder, which is made if it is not there. */
    Path record(PlatformServices platform, ProgressLines lines, Path folder) throws InterruptedException {
        Path place = folder.toAbsolutePath();
        try {
            Files.createDirectories(place);
        } catch (IOException e) {
            throw new WhisperException(
                    ErrorKind.EXTERNAL,
                    "folder '%s' for the recording cannot be made: %s; choose another with '--export'"
                            .formatted(place, DiskProblem.ofWriting(e)),
                    e);
        }
        InputStream keys = lines.keys().orElseGet(platform::keys);
        return new Recorder(platform.microphone(), keys, place, Clock.system(ZoneId.systemDefault())).record(lines);
    }
}
