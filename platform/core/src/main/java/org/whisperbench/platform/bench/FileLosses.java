package org.whisperbench.platform.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.whisperbench.api.Transcription;

/**
 * The files that cost a model its engine. It is measured again without them, in a fresh load, until there are too many: an
 * engine that dies everywhere must not be started once for each file. What was heard of each file is kept meanwhile.
 */
final class FileLosses {

    /** So many may be lost of any speech of which a file is left. */
    private static final int ALWAYS = 3;
    /** Of much speech, one in so many. */
    private static final int ONE_IN = 10;

    private final List<BenchmarkReport.Speech> speech;
    private final Map<Integer, FileProblem> excluded = new TreeMap<>();
    private final Map<Integer, FileResult> results = new TreeMap<>();

    FileLosses(List<BenchmarkReport.Speech> speech) {
        this.speech = speech;
    }

    /** The files that are left out, with what became of them. */
    Map<Integer, FileProblem> excluded() {
        return excluded;
    }

    void heard(Session.Pass pass) {
        heard(pass.transcripts(), pass.problems());
    }

    void seen(FileLostException lost) {
        heard(lost.before(), Map.of());
        failed(lost.place(), FileProblem.of(lost.loss()));
    }

    private void heard(List<Transcription> transcripts, Map<Integer, FileProblem> problems) {
        for (int i = 0; i < transcripts.size(); i++) {
            FileProblem problem = problems.get(i);
            if (problem == null) {
                problem = excluded.get(i);
            }
            if (problem != null) {
                failed(i, problem);
            } else {
                results.put(
                        i,
                        new FileResult(
                                speech.get(i).file(),
                                FileStatus.HEARD,
                                transcripts.get(i).text(),
                                ""));
            }
        }
    }

    private void failed(int place, FileProblem problem) {
        results.put(place, new FileResult(speech.get(place).file(), problem.status(), "", problem.message()));
    }

    /** Leaves a file out from now on; returns false if that is too much. */
    boolean exclude(FileLostException lost) {
        excluded.put(lost.place(), FileProblem.of(lost.loss()));
        return excluded.size() < speech.size() && excluded.size() <= Math.max(ALWAYS, speech.size() / ONE_IN);
    }

    /** Which file it was, where there are several. */
    String place(FileLostException lost) {
        return speech.size() == 1
                ? ""
                : ", file '%s'".formatted(speech.get(lost.place()).file());
    }

    /** One for each file if any was tried, else none. */
    List<FileResult> results() {
        if (results.isEmpty()) {
            return List.of();
        }
        List<FileResult> all = new ArrayList<>();
        for (int i = 0; i < speech.size(); i++) {
            all.add(results.getOrDefault(i, new FileResult(speech.get(i).file(), FileStatus.NOT_HEARD, "", "")));
        }
        return all;
    }
}
