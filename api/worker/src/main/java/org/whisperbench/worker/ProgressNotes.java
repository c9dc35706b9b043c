package org.whisperbench.worker;

import java.util.function.Consumer;
import org.whisperbench.api.Progress;
import org.whisperbench.api.Segment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Progress as notifications: both directions. A note of kind {@code alive} is the heartbeat. */
final class ProgressNotes implements Progress {

    static final String METHOD = "progress";

    private static final String KIND = "kind";
    private static final String PHASE = "phase";
    private static final String FRACTION = "fraction";
    private static final String SEGMENT = "segment";

    private final long id;
    private final Consumer<Message> out;

    ProgressNotes(long id, Consumer<Message> out) {
        this.id = id;
        this.out = out;
    }

    void alive() {
        out.accept(new Message.Note(METHOD, note("alive")));
    }

    @Override
    public void phase(Phase phase) {
        out.accept(new Message.Note(METHOD, note(PHASE).put(PHASE, phase.name())));
    }

    @Override
    public void advance(Phase phase, double fraction) {
        out.accept(new Message.Note(
                METHOD, note("advance").put(PHASE, phase.name()).put(FRACTION, fraction)));
    }

    @Override
    public void segment(Segment segment) {
        out.accept(new Message.Note(METHOD, note(SEGMENT).set(SEGMENT, WorkerJson.tree(segment))));
    }

    private ObjectNode note(String kind) {
        return WorkerJson.object().put("id", id).put(KIND, kind);
    }

    /**
     * Tells a listener what a note says.
     *
     * @throws tools.jackson.core.JacksonException if it says nothing that is known
     */
    static void tell(JsonNode note, Progress listener) {
        switch (note.path(KIND).asString("")) {
            case PHASE -> listener.phase(WorkerJson.read(note.path(PHASE), Phase.class));
            case "advance" ->
                listener.advance(
                        WorkerJson.read(note.path(PHASE), Phase.class),
                        note.path(FRACTION).asDouble(0));
            case SEGMENT -> listener.segment(WorkerJson.read(note.path(SEGMENT), Segment.class));
            default -> {
                // A heartbeat, or a kind that a later version adds.
            }
        }
    }
}
