package org.whisperbench.distribution;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.backends.RegisteredBackend;
import org.whisperbench.platform.catalog.Catalog;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.platform.transcribe.FileTranscript;
import org.whisperbench.platform.transcribe.TranscribeRequest;
import org.whisperbench.platform.transcribe.Transcriptions;

/** A bundle that does what a line asks for: {@code backends}, or a backend and the sound file that it is to hear. */
public final class HostedWords implements BundleActivator {

    /** Made by the framework. */
    public HostedWords() {}

    /** Installs it in a framework and returns what asks it. */
    static UnaryOperator<String> in(BundleContext context, Path jar) throws Exception {
        context.installBundle(Jars.activator(HostedWords.class, jar).toUri().toString())
                .start();
        @SuppressWarnings("unchecked") // see start
        UnaryOperator<String> words = (UnaryOperator<String>)
                context.getService(context.getServiceReferences(UnaryOperator.class, "(takes=words)").stream()
                        .findFirst()
                        .orElseThrow());
        return words;
    }

    @Override
    public void start(BundleContext context) {
        UnaryOperator<String> answer = line -> answer(context, line);
        context.registerService(UnaryOperator.class, answer, FrameworkUtil.asDictionary(Map.of("takes", "words")));
    }

    private static String answer(BundleContext context, String line) {
        if (line.equals("backends")) {
            return service(context, Backends.class).list().stream()
                    .map(RegisteredBackend::address)
                    .collect(Collectors.joining(" "));
        }
        int blank = line.indexOf(' ');
        try {
            return heard(context, line.substring(0, blank), Path.of(line.substring(blank + 1)));
        } catch (WhisperException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static String heard(BundleContext context, String backend, Path file) throws InterruptedException {
        CatalogModel model = service(context, Catalog.class)
                .select(new Selection(List.of(backend), List.of()))
                .get(0);
        TranscribeRequest request =
                new TranscribeRequest(model, List.of(file), LoadOptions.defaults(), TranscribeOptions.defaults());
        FileTranscript heard = service(context, Transcriptions.class)
                .transcribe(request, (named, index, count) -> Progress.none())
                .files()
                .get(0);
        if (heard instanceof FileTranscript.Failed failed) {
            return failed.message();
        }
        String isolated = model.backend().isIsolated() ? " (isolated)" : "";
        return ((FileTranscript.Transcribed) heard).transcription().text().strip() + isolated;
    }

    private static <T> T service(BundleContext context, Class<T> type) {
        return context.getService(context.getServiceReference(type));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework withdraws the service.
    }
}
