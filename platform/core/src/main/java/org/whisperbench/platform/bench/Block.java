package org.whisperbench.platform.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/** Candidates that are in memory at the same time, and whose turn came when. */
final class Block {

    private final List<Contender> contenders = new ArrayList<>();
    private final List<Integer> turns = new ArrayList<>();

    /** Begins new blocks so that the files of no block exceed the memory, unless a single model does. */
    static List<List<Integer>> plan(List<Long> bytes, long memoryBytes) {
        List<List<Integer>> blocks = new ArrayList<>();
        long used = 0;
        for (int i = 0; i < bytes.size(); i++) {
            if (blocks.isEmpty() || used + bytes.get(i) > memoryBytes) {
                blocks.add(new ArrayList<>());
                used = 0;
            }
            blocks.get(blocks.size() - 1).add(i);
            used += bytes.get(i);
        }
        return blocks;
    }

    void add(Contender contender) {
        contenders.add(contender);
    }

    List<Contender> contenders() {
        return contenders;
    }

    List<Integer> turns() {
        return turns;
    }

    /** Loads and warms up all, then measures them in turns until none wants more. */
    void measure(OptionalLong seed) throws InterruptedException {
        for (Contender contender : contenders) {
            contender.prepare();
        }
        Random random = new Random(seed.orElse(0));
        List<Integer> round = wanting();
        while (!round.isEmpty()) {
            if (seed.isPresent()) {
                Collections.shuffle(round, random);
            }
            for (int turn : round) {
                turns.add(turn);
                contenders.get(turn).run();
            }
            round = wanting();
        }
    }

    private List<Integer> wanting() {
        List<Integer> wanting = new ArrayList<>();
        for (int i = 0; i < contenders.size(); i++) {
            if (contenders.get(i).wantsRun()) {
                wanting.add(i);
            }
        }
        return wanting;
    }
}
