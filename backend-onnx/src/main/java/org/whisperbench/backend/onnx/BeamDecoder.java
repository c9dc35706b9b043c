package org.whisperbench.backend.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Searches the likeliest text of one window among several beams, in the way of {@code _beam_search} of transformers 5.18:
 * of all continuations of the beams, the likeliest twice as many as there are beams are looked at; those among the first
 * half that end compete, by their log-probability over a power of their length; the likeliest that go on are the next beams.
 * The search ends when no beam can still become better than the worst of as many ended texts.
 *
 * <p>With patience it ends in the way of {@code BeamSearchDecoder} of OpenAI's {@code whisper/decoding.py} instead: when that
 * many times as many texts as there are beams have ended, be they likely or not. All that end before the last of the next
 * beams compete, and all of them are kept for the choice; where too few end within the greatest length, the likeliest of the
 * others are taken as they are.
 *
 * <p>Immutable; any number of threads may use an instance.
 */
final class BeamDecoder {

    /** Stands for impossible where a score must stay a number. */
    private static final float IMPOSSIBLE = -1e9f;

    private final WhisperConfig config;
    private final DecodingRules rules;
    private final DecodingSettings.Search search;

    /**
     * Creates a decoder.
     *
     * @param config the model's ids and limits
     * @param rules the rules in force
     * @param search number of beams, patience and length penalty
     */
    BeamDecoder(WhisperConfig config, DecodingRules rules, DecodingSettings.Search search) {
        this.config = config;
        this.rules = rules;
        this.search = search;
    }

    /** A text and its score: the sum of its log-probabilities, over a power of the length once it has ended. */
    private record Beam(Written text, float score, int row) {}

    /** A beam's possible next tokens. */
    private static final class Next {
        private final Beam beam;
        private final float[] logProbabilities;
        private final double allowed;

        Next(Beam beam, float[] logProbabilities) {
            this.beam = beam;
            this.logProbabilities = logProbabilities;
            allowed = LogSum.of(logProbabilities);
        }
    }

    /** One continuation. */
    private record Candidate(Next next, int token, float score) {}

    /**
     * Writes the text of one window.
     *
     * @param decoder a decoder of the window
     * @param prompt what it is told first
     * @return the best text
     * @throws InterruptedException if the thread was interrupted
     */
    Written write(TokenDecoder decoder, WhisperPrompt prompt) throws InterruptedException {
        int greatest = Prompts.greatestLength(config, prompt);
        TokenDecoder.AfterPrompt after = decoder.begin(prompt);
        DecoderStep step = after.next();
        List<Beam> beams = first(Written.nothing(Prompts.noSpeech(config, after.start(), 0)));
        List<Beam> ended = new ArrayList<>();
        for (int length = 1; length <= greatest; length++) {
            Interruption.check();
            List<Candidate> candidates = candidates(next(step, beams));
            boolean last = length == greatest;
            ended = search.isPatient()
                    ? gathered(ended, candidates, length, last)
                    : best(ended, ended(firstHalf(candidates), length, last));
            beams = running(candidates);
            if (last || beams.isEmpty() || isOver(beams.get(0), ended, length)) {
                break;
            }
            decoder.keep(beams.stream().mapToInt(Beam::row).toArray(), length == 1);
            step = decoder.step(beams.stream().map(BeamDecoder::lastToken).toArray(int[][]::new));
            beams = listening(step, beams);
        }
        return ended.isEmpty() ? beams.get(0).text() : ended.get(0).text();
    }

    private List<Beam> first(Written nothing) {
        List<Beam> beams = new ArrayList<>(Collections.nCopies(search.beams(), new Beam(nothing, IMPOSSIBLE, 0)));
        beams.set(0, new Beam(nothing, 0, 0));
        return beams;
    }

    private List<Next> next(DecoderStep step, List<Beam> beams) {
        List<Next> all = new ArrayList<>();
        for (Beam beam : beams) {
            float[] values = step.last(beam.row());
            double sum = LogSum.of(values);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (values[i] - sum);
            }
            rules.apply(values, beam.text().tokens());
            DecodingRules.greatest(values);
            all.add(new Next(beam, values));
        }
        return all;
    }

    /** The likeliest continuations of all beams, the best first; of equals those of the earlier beam and the lesser id. */
    private List<Candidate> candidates(List<Next> all) {
        Candidate[] best = new Candidate[2 * search.beams()];
        int count = 0;
        for (Next next : all) {
            float[] values = next.logProbabilities;
            for (int token = 0; token < values.length; token++) {
                float score = values[token] + next.beam.score();
                boolean worse = count == best.length && score <= best[count - 1].score();
                if (!Float.isFinite(values[token]) || worse) {
                    continue;
                }
                int at = count < best.length ? count++ : count - 1;
                while (at > 0 && best[at - 1].score() < score) {
                    best[at] = best[at - 1];
                    at--;
                }
                best[at] = new Candidate(next, token, score);
            }
        }
        return Arrays.asList(best).subList(0, count);
    }

    private List<Candidate> firstHalf(List<Candidate> candidates) {
        return candidates.subList(0, Math.min(search.beams(), candidates.size()));
    }

    private List<Beam> ended(List<Candidate> candidates, int length, boolean last) {
        List<Beam> ended = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (last || isEnd(candidate)) {
                ended.add(compared(candidate, length));
            }
        }
        return ended;
    }

    /** A text with the score by which it competes with those of other lengths. */
    private Beam compared(Candidate candidate, int length) {
        Beam beam = continued(candidate);
        double power = Math.pow(length, search.lengthPenalty());
        return new Beam(beam.text(), (float) (candidate.score() / power), beam.row());
    }

    /** Adds what ended, the likeliest first, until there are enough. */
    private List<Beam> gathered(List<Beam> before, List<Candidate> candidates, int length, boolean last) {
        List<Beam> all = new ArrayList<>(before);
        List<Candidate> others = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (others.size() == search.beams() || all.size() == search.endings()) {
                break;
            }
            if (isEnd(candidate)) {
                all.add(compared(candidate, length));
            } else {
                others.add(candidate);
            }
        }
        if (last) {
            others.stream()
                    .limit(Math.max(0, search.beams() - all.size()))
                    .forEach(candidate -> all.add(compared(candidate, length)));
        }
        all.sort(Comparator.comparingDouble(Beam::score).reversed());
        return all;
    }

    private List<Beam> best(List<Beam> before, List<Beam> fresh) {
        List<Beam> all = new ArrayList<>(before);
        all.addAll(fresh);
        all.sort(Comparator.comparingDouble(Beam::score).reversed());
        return all.size() > search.beams() ? new ArrayList<>(all.subList(0, search.beams())) : all;
    }

    private List<Beam> running(List<Candidate> candidates) {
        return candidates.stream()
                .filter(candidate -> !isEnd(candidate))
                .limit(search.beams())
                .map(this::continued)
                .toList();
    }

    private boolean isEnd(Candidate candidate) {
        return candidate.token() == config.tokens().end();
    }

    private Beam continued(Candidate candidate) {
        Next next = candidate.next();
        double logProbability = next.logProbabilities[candidate.token()] - next.allowed;
        Written text = next.beam
                .text()
                .with(
                        new TokenChoice.Chosen(candidate.token(), logProbability),
                        config.tokens().end());
        return new Beam(text, candidate.score(), next.beam.row());
    }

    private boolean isOver(Beam best, List<Beam> ended, int length) {
        if (search.isPatient()) {
            return ended.size() >= search.endings();
        }
        double possible = best.score() / Math.pow(length, search.lengthPenalty());
        return ended.size() == search.beams()
                && possible <= ended.get(ended.size() - 1).score();
    }

    private static int[] lastToken(Beam beam) {
        List<Integer> tokens = beam.text().tokens();
        return new int[] {tokens.get(tokens.size() - 1)};
    }

    /** From now on each beam has a row of its own. */
    private List<Beam> listening(DecoderStep step, List<Beam> beams) {
        List<Beam> all = new ArrayList<>();
        for (int row = 0; row < beams.size(); row++) {
            Written text = beams.get(row).text();
            Written heard = step.listens()
                    ? text.listening(step.attention(row, config.alignment().heads()))
                    : text;
            all.add(new Beam(heard, beams.get(row).score(), row));
        }
        return all;
    }
}
