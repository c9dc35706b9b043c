package org.whisperbench.platform.isolate;

import java.util.List;
import org.whisperbench.api.Progress;
import org.whisperbench.api.Segment;

/** Writes down what it is told, except how far a phase is. */
class RecordedProgress implements Progress {

    private final List<String> told;

    RecordedProgress(List<String> told) {
        this.told = told;
    }

    @Override
    public void phase(Phase phase) {
        told.add(phase.name());
    }

    @Override
    public void segment(Segment segment) {
        told.add(segment.text());
    }
}
