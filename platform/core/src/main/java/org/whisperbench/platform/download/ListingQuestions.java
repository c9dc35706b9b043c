package org.whisperbench.platform.download;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.platform.download.Listing.Word;

/**
 * Asks what a repository has. Where mirrors are named the hub itself is asked first, once: the bytes of a mirror are held
 * against what the hub lists. Only if it does not tell, a mirror's own listing is believed, and said to be one.
 */
final class ListingQuestions {

    private static final Logger LOG = LoggerFactory.getLogger(ListingQuestions.class);

    private final String repository;
    private final Session session;
    private final FetchContext context;
    private final List<URI> servers;
    private final Http http;

    ListingQuestions(String repository, Session session, FetchContext context) {
        this.repository = repository;
        this.session = session;
        this.context = context;
        this.servers = session.settings().mirrors().of(repository);
        this.http = session.http().within(context.deadline());
    }

    /** Something that a hub is asked. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(HubApi hub) throws IOException, InterruptedException;
    }

    /** The commit and the files of a revision, asked for once in a call. */
    Listing of(String revision) throws IOException, InterruptedException {
        return session.known().listings().get(repository + "@" + revision, () -> asked(revision));
    }

    private Listing asked(String revision) throws IOException, InterruptedException {
        Optional<Listing> own = hubs(hub -> hub.listing(repository, revision));
        if (own.isPresent()) {
            return own.get();
        }
        return all().listing(repository, revision).from(isMirrored() ? Word.MIRROR : Word.HUB);
    }

    /** What the hub itself says of a commit, if it does. */
    Optional<Listing> ofHub(String commit) throws InterruptedException {
        try {
            return Optional.of(of(commit)).filter(listing -> listing.word() == Word.HUB);
        } catch (IOException e) {
            LOG.info(
                    "the hub does not list '{}@{}': {}",
                    repository,
                    commit,
                    session.settings().secrets().reason(e));
            return Optional.empty();
        }
    }

    /** Which commit a branch or tag names. */
    String commit(String revision) throws IOException, InterruptedException {
        Optional<String> own = hubs(hub -> hub.commit(repository, revision));
        return own.isPresent() ? own.get() : all().commit(repository, revision);
    }

    /** The servers for the bytes of files; what the hub lists is to be had from it where its mirrors lack it. */
    HubApi servers(Listing listing) {
        List<URI> ways = new ArrayList<>(servers);
        if (isMirrored() && listing.word() == Word.HUB) {
            ways.add(session.settings().trusted());
        }
        return new HubApi(http, ways, context.backoff());
    }

    private HubApi all() {
        return new HubApi(http, servers, context.backoff());
    }

    private boolean isMirrored() {
        return !servers.stream().allMatch(session.settings()::trusts);
    }

    private <T> Optional<T> hubs(Question<T> question) throws InterruptedException {
        if (!isMirrored() || !session.known().listings().isHubReached()) {
            return Optional.empty();
        }
        Backoff once = new Backoff(0, context.deadline(), session.patience().waiting(), session.listener());
        try {
            return Optional.of(
                    question.ask(new HubApi(http, List.of(session.settings().trusted()), once)));
        } catch (Refused e) {
            LOG.info(
                    "the hub does not tell of '{}': {}",
                    repository,
                    session.settings().secrets().reason(e));
            return Optional.empty();
        } catch (IOException e) {
            LOG.info("the hub tells nothing: {}", session.settings().secrets().reason(e));
            if (isOfTheWay(e) || isOfTheWay(e.getCause())) {
                session.known().listings().hubIsNotReached();
            }
            return Optional.empty();
        }
    }

    /** Whether the hub cannot be reached at all; an odd answer costs the repository alone that it is about. */
    private static boolean isOfTheWay(@Nullable Throwable failure) {
        return failure instanceof SocketException
                || failure instanceof SocketTimeoutException
                || failure instanceof UnknownHostException
                || failure instanceof SSLException;
    }
}
