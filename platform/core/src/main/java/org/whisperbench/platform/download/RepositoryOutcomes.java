package org.whisperbench.platform.download;

import java.util.List;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.DiskState;
import org.whisperbench.platform.store.FileNames;
import org.whisperbench.platform.store.hub.HubRepository;

/**
 * Says what became of a model of a repository.
 *
 * @param wanted the model
 * @param repository where it is
 */
record RepositoryOutcomes(Wanted wanted, HubRepository repository) {

    static final String UNNAMED = "; no reference names its commit";

    String place(String commit) {
        return "'" + repository.snapshot(commit) + "'";
    }

    Outcome there(FilePlan plan, String remark) {
        return new Outcome(
                wanted.address(),
                Result.PRESENT,
                place(plan.commit()) + remark,
                plan.files().size(),
                0,
                0,
                plan.sizeBytes());
    }

    /** Without a listing nobody can tell whether more belongs there. */
    Outcome there(String commit, DiskState.Present present) {
        return new Outcome(
                wanted.address(),
                Result.PRESENT,
                place(commit) + "; no listing tells whether more files belong there",
                present.model().descriptor().files().size(),
                0,
                0,
                present.sizeBytes());
    }

    Outcome done(FilePlan plan, Result result, long bytes, String remark) {
        return new Outcome(
                wanted.address(),
                result,
                place(plan.commit()) + remark,
                plan.files().size(),
                plan.fetch().size(),
                bytes,
                plan.sizeBytes());
    }

    Outcome planned(FilePlan plan, long bytes, String remark) {
        return new Outcome(
                wanted.address(),
                Result.PLANNED,
                "commit %s of '%s'%s".formatted(plan.commit(), repository.name().id(), remark),
                plan.files().size(),
                plan.fetch().size(),
                bytes,
                plan.sizeBytes());
    }

    Outcome missing(List<String> files) {
        return offline("is missing or incomplete" + named(files), "download " + wanted.words());
    }

    Outcome damaged(List<String> files) {
        return offline("is damaged or incomplete" + named(files), "repair " + wanted.address());
    }

    private static String named(List<String> files) {
        return files.isEmpty() ? "" : ": " + FileNames.brief(files);
    }

    /** What cannot be done without the network, and the command that does it. */
    Outcome offline(String what, String command) {
        return failure(
                Result.OFFLINE,
                "'%s' %s; the network may not be used; run 'whisperbench %s' where it may"
                        .formatted(wanted.source().display(), what, command));
    }

    Outcome failure(Result result, String reason) {
        return new Outcome(wanted.address(), result, reason, wanted.files().size(), 0, 0, 0);
    }
}
