package org.whisperbench.platform.download;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.WebFolder;
import org.whisperbench.platform.store.hub.BlobLock;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.platform.store.hub.Tree;
import org.whisperbench.platform.store.hub.TreeFile;

/**
 * Brings a model of a web server onto the disk. A file of the hub that is named by its address is asked for at the servers
 * that are asked for its repository, and held against the hash that they list where the model states none.
 */
final class WebDownload {

    private static final Logger LOG = LoggerFactory.getLogger(WebDownload.class);

    /** Looks whether the model is there by now. */
    @FunctionalInterface
    interface Look {
        Optional<Outcome> again() throws InterruptedException;
    }

    private final Wanted wanted;
    private final ModelSource.Web source;
    private final WebPlace place;
    private final WebInstall install;
    private final Session session;
    private final FetchContext context;
    /** Whose word the hash is, where the model states none. */
    private Listing.Word word = Listing.Word.HUB;

    WebDownload(Wanted wanted, WebFolder folder, Session session) {
        this.wanted = wanted;
        this.source = (ModelSource.Web) wanted.source();
        this.place = new WebPlace(folder);
        this.install = new WebInstall(wanted, folder);
        this.session = session;
        this.context = session.context();
    }

    /**
     * Fetches it.
     *
     * @param result what to call it when it is done
     * @param look asked once nobody else is at it
     */
    Outcome fetch(Result result, Look look) throws InterruptedException {
        boolean dry = session.options().mode().isPlan();
        if (session.settings().offline()) {
            return dry ? offline() : withoutNetwork(result, look);
        }
        try {
            return dry ? planned() : fetched(result, look);
        } catch (Refused e) {
            return refused(e);
        } catch (IOException e) {
            return failure(Result.FAILED, session.settings().secrets().reason(e));
        }
    }

    /** A hub says more by its refusals than other servers. */
    private Outcome refused(Refused refused) {
        Optional<HubAddress> address = HubAddress.of(source.url());
        if (address.isEmpty()) {
            return failure(Result.FAILED, session.settings().secrets().reason(refused));
        }
        HubAddress asked = address.get();
        HubRefusal refusal = HubRefusal.of(refused, asked.repository(), asked.revision(), session.settings());
        return failure(refusal.result(), refusal.sentence());
    }

    private Outcome planned() throws IOException, InterruptedException {
        long size = Math.max(0, new WebFetch(file(source.sha256()), place.partial(), context).size());
        return new Outcome(wanted.address(), Result.PLANNED, "'" + source.url() + "'", 1, 1, size, size);
    }

    /** How many bytes will come; 0 also if the server does not say. */
    long neededBytes() {
        if (session.settings().offline()) {
            return 0;
        }
        try (Reply reply = file(source.sha256()).source().open("")) {
            return Math.max(0, WebFetch.length(reply));
        } catch (IOException e) {
            return 0;
        }
    }

    private Http http() {
        return session.http().within(context.deadline());
    }

    private WebFile file(String sha256) {
        Optional<HubAddress> address = HubAddress.of(source.url());
        FileSource bytes = address.isPresent()
                ? hub(address.get())
                        .file(
                                address.get().repository(),
                                address.get().revision(),
                                address.get().path())
                : range -> http().get(URI.create(source.url()), range);
        return new WebFile(source.url(), source.fileName(), sha256, bytes);
    }

    private HubApi hub(HubAddress address) {
        return new HubApi(http(), session.settings().mirrors().of(address.repository()), context.backoff());
    }

    /**
     * The hash that the model states, else the one that the hub lists, else an empty text. A listing that fails is no listing
     * without a hash: who believed so would take any content.
     */
    private String knownHash() throws IOException, InterruptedException {
        Optional<HubAddress> address = HubAddress.of(source.url());
        if (!source.sha256().isEmpty() || address.isEmpty()) {
            return source.sha256();
        }
        HubAddress asked = address.get();
        Listing listing = new ListingQuestions(asked.repository(), session, context).of(asked.revision());
        word = listing.word();
        return Optional.ofNullable(listing.tree().files().get(asked.path()))
                .map(TreeFile::sha256)
                .orElse("");
    }

    private Outcome fetched(Result result, Look look) throws IOException, InterruptedException {
        try (BlobLock held = BlobLock.acquire(place.lock())) {
            if (held.isExclusive()) {
                place.sweep();
            }
            Optional<Outcome> there = look.again();
            if (there.isPresent()) {
                return there.get();
            }
            if (session.options().mode() == Mode.FORCE) {
                place.forgetComplete();
            }
            Optional<Path> complete = held.isExclusive() ? place.complete(source.sha256()) : Optional.empty();
            return complete.isPresent()
                    ? installed(complete.get(), result, 0, source.sha256())
                    : transferred(result, held.isExclusive());
        }
    }

    private Outcome transferred(Result result, boolean exclusive) throws IOException, InterruptedException {
        Path partial = exclusive ? place.partial() : place.partialOfOne();
        try {
            WebFile file = file(knownHash());
            WebFetch fetch = new WebFetch(file, partial, context);
            session.listener().planned(wanted.address(), 1, Math.max(0, fetch.size()));
            ContentHash hash = fetch.run();
            Path archive = exclusive ? place.keep(partial, hash) : partial;
            fetch.forgetTag();
            return installed(archive, result, fetch.fetchedBytes(), file.sha256());
        } finally {
            if (!exclusive) {
                Files.deleteIfExists(partial);
            }
        }
    }

    private Outcome installed(Path archive, Result result, long bytes, String sha256)
            throws IOException, InterruptedException {
        Tree tree = install.run(archive, !sha256.isEmpty());
        long size =
                tree.files().values().stream().mapToLong(TreeFile::sizeBytes).sum();
        int files = tree.files().size();
        return new Outcome(wanted.address(), result, where(sha256), files, files, bytes, size);
    }

    private String where(String sha256) {
        if (sha256.isEmpty()) {
            return "'" + place.directory() + "', hash not published: what came is believed and kept";
        }
        return "'" + place.directory() + "'" + (source.sha256().isEmpty() ? trust() : "");
    }

    private String trust() {
        return word == Listing.Word.MIRROR
                ? "; the hub did not list it, so a mirror's own hash is believed"
                : ", verified by the hash that the hub lists";
    }

    /** What another process fetched and did not finish may be all that is missing. */
    private Outcome withoutNetwork(Result result, Look look) throws InterruptedException {
        try {
            if (!place.hasLeftovers()) {
                return offline();
            }
            try (BlobLock held = BlobLock.acquire(place.lock())) {
                if (!held.isExclusive()) {
                    return offline();
                }
                place.sweep();
                Optional<Outcome> there = look.again();
                if (there.isPresent()) {
                    return there.get();
                }
                Optional<Path> complete = place.complete(source.sha256());
                return complete.isPresent() ? installed(complete.get(), result, 0, source.sha256()) : offline();
            }
        } catch (IOException e) {
            LOG.info(
                    "what was left of '{}' is of no use: {}",
                    source.url(),
                    session.settings().secrets().reason(e));
            return offline();
        }
    }

    private Outcome offline() {
        return failure(
                Result.OFFLINE,
                "'%s' is missing or damaged, and the network may not be used; run 'whisperbench download %s' where it may"
                        .formatted(source.url(), wanted.address()));
    }

    private Outcome failure(Result result, String reason) {
        return new Outcome(wanted.address(), result, reason, wanted.files().size(), 0, 0, 0);
    }
}
