package org.whisperbench.platform.bench;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.WhisperException;

/**
 * Names by which rows are told apart in every report: where two models have one name, the version of the backend is added,
 * else as much of the folder or repository as it takes.
 */
final class RowNames {

    private RowNames() {}

    /**
     * Names candidates apart.
     *
     * @throws WhisperException if one is there twice ({@link ErrorKind#USER})
     */
    static List<Candidate> distinct(List<Candidate> candidates) {
        List<Candidate> versioned = each(candidates, candidate -> versioned(candidate, candidates));
        List<Candidate> named = each(versioned, candidate -> placed(candidate, versioned));
        Set<String> names = new HashSet<>();
        for (Candidate candidate : named) {
            if (!names.add(candidate.name())) {
                throw new WhisperException(
                        ErrorKind.USER,
                        "model '%s' is to be measured twice under the same conditions; name it once"
                                .formatted(candidate.name()));
            }
        }
        return named;
    }

    private static List<Candidate> each(List<Candidate> candidates, UnaryOperator<Candidate> naming) {
        return candidates.stream().map(naming).toList();
    }

    private static List<Candidate> namesakes(Candidate candidate, List<Candidate> all) {
        return all.stream()
                .filter(other -> !other.equals(candidate) && other.name().equals(candidate.name()))
                .toList();
    }

    private static Candidate versioned(Candidate candidate, List<Candidate> all) {
        String version = candidate.model().backend().address();
        boolean one = namesakes(candidate, all).stream()
                .allMatch(other -> other.model().backend().address().equals(version));
        return one
                ? candidate
                : candidate.addressed(
                        version + "/" + candidate.model().descriptor().name());
    }

    private static Candidate placed(Candidate candidate, List<Candidate> all) {
        List<Candidate> namesakes = namesakes(candidate, all);
        List<String> place = place(candidate);
        if (namesakes.isEmpty() || place.isEmpty()) {
            return candidate;
        }
        int words = 2;
        while (words < place.size() && isEnd(end(place, words), namesakes)) {
            words++;
        }
        String backend = candidate.address().substring(0, candidate.address().indexOf('/') + 1);
        return candidate.addressed(backend + String.join("/", end(place, words)));
    }

    private static boolean isEnd(List<String> end, List<Candidate> namesakes) {
        return namesakes.stream()
                .anyMatch(other -> end(place(other), end.size()).equals(end));
    }

    private static List<String> end(List<String> place, int words) {
        return place.subList(Math.max(0, place.size() - words), place.size());
    }

    /** The words that lead to a model, the last is its own. */
    private static List<String> place(Candidate candidate) {
        ModelSource source = candidate.model().descriptor().source();
        if (source instanceof ModelSource.Folder folder) {
            return StreamSupport.stream(folder.path().spliterator(), false)
                    .map(Path::toString)
                    .toList();
        }
        return source instanceof ModelSource.Repository repository
                ? List.of(repository.id().split("/", -1))
                : List.of();
    }
}
