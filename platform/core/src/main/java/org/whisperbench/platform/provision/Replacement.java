package org.whisperbench.platform.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/**
 * Puts a new environment in the place of the former one, or takes it away. The former one is put aside until the new one is
 * complete, and comes back if that fails or, when the process is killed, with the next setup. What is to be deleted is
 * renamed first, so that no half of it is ever taken for an environment. Who holds the {@link EnginesLock} gets one.
 */
final class Replacement {

    private final SetupFiles files;

    Replacement(SetupFiles files) {
        this.files = files;
    }

    /** Runs a plan's steps. */
    void make(SetupPlan plan, String requirements, StepRun runner) throws IOException, InterruptedException {
        recover();
        requireEnvironment();
        Files.createDirectories(files.work());
        boolean former = exists(files.environment());
        boolean done = false;
        try {
            Files.writeString(files.requirements(), requirements);
            Files.deleteIfExists(files.log());
            if (former) {
                Files.move(files.environment(), files.aside());
            }
            run(plan, runner);
            done = true;
            discard(files.aside());
            Files.deleteIfExists(files.log());
        } finally {
            if (!done) {
                undo(former);
            }
            FolderRemoval.of(files.work());
        }
    }

    /** Brings back what a killed setup had put aside. */
    private void recover() throws IOException {
        if (exists(files.aside())) {
            undo(true);
        }
        FolderRemoval.of(files.work());
    }

    /** What was never put aside is still in its place. */
    private void undo(boolean former) throws IOException {
        if (exists(files.aside())) {
            discard(files.environment());
            Files.move(files.aside(), files.environment());
        } else if (!former) {
            discard(files.environment());
        }
    }

    /** Takes the environment away, and what a killed setup left; returns how many bytes its files had. */
    long remove() throws IOException {
        if (!exists(files.aside())) {
            requireEnvironment();
        }
        if (exists(files.environment())) {
            Files.createDirectories(files.work());
            discard(files.environment());
        }
        Files.deleteIfExists(files.log());
        return FolderRemoval.of(files.work());
    }

    /** Whether there is anything to take away. */
    static boolean isFor(SetupFiles files) {
        return exists(files.environment()) || exists(files.aside());
    }

    private void requireEnvironment() {
        Path folder = files.environment();
        if (exists(folder) && !Files.isRegularFile(folder.resolve("pyvenv.cfg"))) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "'%s' is no environment of Python, so it stays; delete it by hand if nobody needs it"
                            .formatted(folder));
        }
    }

    private void discard(Path folder) throws IOException {
        if (exists(folder)) {
            FolderRemoval.of(files.discarded());
            Files.move(folder, files.discarded());
        }
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** A new lock counts when what it names could be installed. */
    private void run(SetupPlan plan, StepRun runner) throws IOException, InterruptedException {
        List<SetupPlan.Step> steps = plan.steps();
        for (SetupPlan.Step step : steps.subList(0, steps.size() - 1)) {
            runner.run(step, "");
        }
        String renewal = plan.locked()
                ? "; versions are locked in '%s', 'whisperbench setup %s --renew' chooses them anew"
                        .formatted(plan.lock(), plan.backend())
                : "";
        runner.run(steps.get(steps.size() - 1), renewal);
        if (!plan.locked()) {
            Files.createDirectories(plan.lock().getParent());
            Files.move(files.newLock(), plan.lock(), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
