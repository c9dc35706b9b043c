package org.whisperbench.platform.download;

import org.whisperbench.platform.download.DownloadReport.Result;

/**
 * What a hub's refusal means and what to do. Source of the codes: header {@code X-Error-Code}, as huggingface_hub's
 * {@code hf_raise_for_status} reads it.
 *
 * @param result the outcome of the model
 * @param sentence for people
 */
record HubRefusal(Result result, String sentence) {

    static HubRefusal of(Refused refused, String repository, String revision, Settings settings) {
        Token token = settings.token();
        String page = settings.trusted() + "/" + repository;
        String message = String.valueOf(refused.getMessage());
        boolean badUser = refused.status() == 401
                && refused.code().isEmpty()
                && settings.secrets().logins().authorization(refused.uri()).isPresent();
        if (badUser) {
            return auth("'%s' refuses the user and password of its address; correct HF_ENDPOINT or --mirror"
                    .formatted(Origin.host(refused.uri())));
        }
        boolean badToken = refused.status() == 401 && token.isPresent() && message.contains("nvalid");
        if (badToken) {
            return auth("the token from %s is not valid; make another at %s/settings/tokens"
                    .formatted(token.source(), settings.trusted()));
        }
        return switch (refused.code()) {
            case "GatedRepo" -> gated(refused, repository, page, token);
            case "RepoNotFound" ->
                token.isPresent()
                        ? failed("there is no repository '%s', or the token from %s may not see it; check the name"
                                .formatted(repository, token.source()))
                        : withoutToken(
                                refused,
                                "there is no repository '%s', or it is private; check the name, or set HF_TOKEN"
                                        .formatted(repository));
            case "RevisionNotFound" ->
                failed("repository '%s' has no revision '%s'; see %s/commits".formatted(repository, revision, page));
            case "EntryNotFound" ->
                failed("repository '%s' lost a file that it lists: %s".formatted(repository, message));
            default -> other(refused, repository, token);
        };
    }

    private static HubRefusal gated(Refused refused, String repository, String page, Token token) {
        if (!token.isPresent()) {
            return auth("repository '%s' is gated and no token is set; accept its conditions at %s, then set HF_TOKEN"
                    .formatted(repository, page));
        }
        return refused.status() == 401
                ? auth("repository '%s' is gated and the token from %s is not known; make another, and accept the"
                                .formatted(repository, token.source())
                        + " conditions at " + page)
                : auth("the token from %s has no access to gated repository '%s'; accept its conditions at %s, and give"
                                .formatted(token.source(), repository, page)
                        + " a fine-grained token the right to read gated repositories");
    }

    private static HubRefusal other(Refused refused, String repository, Token token) {
        return switch (refused.status()) {
            case 401 ->
                auth("'%s' wants to know who asks for '%s' (token: %s); set HF_TOKEN"
                        .formatted(Origin.host(refused.uri()), repository, token.source()));
            case 403 ->
                auth(
                        token.isPresent()
                                ? "%s; the token from %s may not read '%s'"
                                        .formatted(Failures.reason(refused), token.source(), repository)
                                : "%s; set HF_TOKEN if '%s' needs one".formatted(Failures.reason(refused), repository));
            default -> failed(Failures.reason(refused));
        };
    }

    /** A hub that answers 404 says that there is nothing, not who may see it. */
    private static HubRefusal withoutToken(Refused refused, String sentence) {
        return refused.status() == 404 ? failed(sentence) : auth(sentence);
    }

    private static HubRefusal auth(String sentence) {
        return new HubRefusal(Result.AUTH_REQUIRED, sentence);
    }

    private static HubRefusal failed(String sentence) {
        return new HubRefusal(Result.FAILED, sentence);
    }
}
