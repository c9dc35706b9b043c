package org.whisperbench.distribution;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.platform.catalog.Catalog;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.platform.transcribe.FileTranscript;
import org.whisperbench.platform.transcribe.TranscribeRequest;
import org.whisperbench.platform.transcribe.Transcriptions;

/** A bundle of an embedder: it uses the platform's services, and offers a service that needs no class of theirs. */
public final class HostedCaller implements BundleActivator {

    /** Made by the framework. */
    public HostedCaller() {}

    @Override
    public void start(BundleContext context) {
        UnaryOperator<String> transcribe = file -> text(context, Path.of(file));
        context.registerService(UnaryOperator.class, transcribe, null);
    }

    private static String text(BundleContext context, Path file) {
        CatalogModel model = service(context, Catalog.class)
                .select(new Selection(List.of("onnx"), List.of("nano-digits.en")))
                .get(0);
        if (!model.backend().isIsolated()) {
            return "not isolated";
        }
        TranscribeRequest request =
                new TranscribeRequest(model, List.of(file), LoadOptions.defaults(), TranscribeOptions.defaults());
        try {
            FileTranscript heard = service(context, Transcriptions.class)
                    .transcribe(request, (named, index, count) -> Progress.none())
                    .files()
                    .get(0);
            return heard instanceof FileTranscript.Transcribed well
                    ? well.transcription().text().strip()
                    : heard.toString();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this", e);
        }
    }

    private static <T> T service(BundleContext context, Class<T> type) {
        ServiceReference<T> reference = context.getServiceReference(type);
        return context.getService(reference);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework withdraws the service.
    }
}
