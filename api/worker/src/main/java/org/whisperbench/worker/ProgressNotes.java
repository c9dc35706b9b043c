package org.whisperbench.worker;

import java.util.function.Consumer;
import org.whisperbench.api.Progress;
import org.whisperbench.api.Segment;

/** Progress as notifications: both directions. A note of kind {@code alive} is the heartbeat. */
final class ProgressNotes implements Progress {

    static final String METHOD = "progress";

    private static final String KIND = "kind";
    private static final String ALIVE = "alive";
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
        out.accept(new Message.Note(METHOD, note(ALIVE)));
    }

    static boolean isAlive(Message.Note note) {
        return note.params().text(KIND).equals(ALIVE);
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
        out.accept(new Message.Note(METHOD, note(SEGMENT).put(SEGMENT, WorkerJson.tree(segment))));
    }

    private JsonObject note(String kind) {
        return new JsonObject().put("id", id).put(KIND, kind);
    }

    /**
     * Tells a listener what a note says.
     *
     * @throws JsonMismatch if it says nothing that is known
     */
    static void tell(JsonObject note, Progress listener) {
        switch (note.text(KIND)) {
            case PHASE -> listener.phase(WorkerJson.read(note.get(PHASE), Phase.class));
            case "advance" -> listener.advance(WorkerJson.read(note.get(PHASE), Phase.class), note.number(FRACTION));
            case SEGMENT -> listener.segment(WorkerJson.read(note.get(SEGMENT), Segment.class));
            default -> {
                // A heartbeat, or a kind that a later version adds.
            }
        }
    }
}
