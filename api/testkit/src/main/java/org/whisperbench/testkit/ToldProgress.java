package org.whisperbench.testkit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.whisperbench.api.Progress;
import org.whisperbench.api.Segment;

/** Remembers what it is told, and what is wrong with it. */
final class ToldProgress implements Progress {

    private final Set<Phase> allowed;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final List<Segment> segments = new ArrayList<>();
    private final Set<String> faults = new LinkedHashSet<>();
    private final Map<Phase, Double> furthest = new EnumMap<>(Phase.class);
    private boolean over;

    /** Listens to a call that has certain phases. */
    ToldProgress(Set<Phase> allowed) {
        this.allowed = allowed;
    }

    @Override
    public void phase(Phase phase) {
        told("phase " + phase, () -> begin(phase));
    }

    @Override
    public void advance(Phase phase, double fraction) {
        told("phase " + phase, () -> {
            begin(phase);
            double before = furthest.getOrDefault(phase, 0.0);
            if (!(fraction >= 0 && fraction <= 1)) {
                faults.add(phase + " has come to " + fraction + ", which is not from 0 to 1");
            } else if (fraction < before) {
                faults.add(phase + " falls back from " + before + " to " + fraction);
            }
            furthest.put(phase, fraction);
        });
    }

    private void begin(Phase phase) {
        if (!allowed.contains(phase)) {
            faults.add("it tells of " + phase + ", which is no phase of this call, only " + allowed);
        }
        if (!furthest.containsKey(phase)) {
            furthest.keySet().stream()
                    .filter(later -> later.compareTo(phase) > 0)
                    .forEach(later -> faults.add("it tells of " + phase + " for the first time after " + later));
            furthest.put(phase, 0.0);
        }
    }

    @Override
    public void segment(Segment segment) {
        told("a segment", () -> segments.add(segment));
    }

    private void told(String what, Runnable note) {
        boolean alone = busy.compareAndSet(false, true);
        synchronized (this) {
            if (!alone) {
                faults.add("it tells of " + what + " while another thread tells something: one at a time");
            }
            if (over) {
                faults.add("it tells of " + what + " after the call has returned");
            }
            note.run();
        }
        if (alone) {
            busy.set(false);
        }
    }

    /** Says that the call has returned. */
    synchronized void end() {
        over = true;
    }

    synchronized List<Segment> segments() {
        return List.copyOf(segments);
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }
}
