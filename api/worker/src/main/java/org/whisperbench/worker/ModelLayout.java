package org.whisperbench.worker;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;

/**
 * Which files make a folder a model of a format.
 *
 * @param all files that have to be there, as paths below the folder
 * @param oneOf of these the first that is there, in the order in which the library looks; empty if there is no choice
 * @param optional files that belong to the model where they are there
 * @param none files that show that the folder is of another format
 * @param loadLimit how long loading may take; zero if that is not known
 */
public record ModelLayout(
        List<String> all, List<String> oneOf, List<String> optional, List<String> none, Duration loadLimit) {

    /** Copies the lists. */
    public ModelLayout {
        all = List.copyOf(all);
        oneOf = List.copyOf(oneOf);
        optional = List.copyOf(optional);
        none = List.copyOf(none);
    }

    /**
     * Starts a layout.
     *
     * @param files files that have to be there
     * @return a layout of those files
     */
    public static ModelLayout of(String... files) {
        return new ModelLayout(List.of(files), List.of(), List.of(), List.of(), Duration.ZERO);
    }

    /**
     * Adds a choice.
     *
     * @param files of these one has to be there
     * @return this layout with that choice
     */
    public ModelLayout oneOf(String... files) {
        return new ModelLayout(all, List.of(files), optional, none, loadLimit);
    }

    /**
     * Adds files that need not be there.
     *
     * @param files files that belong to the model where they are there
     * @return this layout with those files
     */
    public ModelLayout optionally(String... files) {
        return new ModelLayout(all, oneOf, List.of(files), none, loadLimit);
    }

    /**
     * Refuses folders of another format.
     *
     * @param files files that must not be there
     * @return this layout without those files
     */
    public ModelLayout without(String... files) {
        return new ModelLayout(all, oneOf, optional, List.of(files), loadLimit);
    }

    /**
     * Says how long loading may take.
     *
     * @param limit more than zero
     * @return this layout with that limit
     */
    public ModelLayout loadedWithin(Duration limit) {
        return new ModelLayout(all, oneOf, optional, none, limit);
    }

    /**
     * Describes a folder of the user's.
     *
     * @param place what the user named
     * @return a model with the folder's name, or empty if that is no absolute path of a folder in this layout
     */
    public Optional<ModelDescriptor> describe(String place) {
        try {
            Path folder = Path.of(place).normalize();
            Path name = folder.getFileName();
            if (!folder.isAbsolute() || name == null) {
                return Optional.empty();
            }
            List<ModelFile> files =
                    files(folder).stream().map(ModelFile::unverified).toList();
            return files.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            ModelDescriptor.builder(name.toString().replace("@", "-"), new ModelSource.Folder(folder))
                                    .files(files)
                                    .loadLimit(loadLimit)
                                    .build());
        } catch (InvalidPathException e) {
            // Not a path on this system: then it is nothing that could be described.
            return Optional.empty();
        }
    }

    private List<String> files(Path folder) {
        List<String> chosen = existing(folder, oneOf);
        if (existing(folder, all).size() < all.size()
                || chosen.isEmpty() != oneOf.isEmpty()
                || !existing(folder, none).isEmpty()) {
            return List.of();
        }
        List<String> files = new ArrayList<>(all);
        chosen.stream().limit(1).forEach(files::add);
        files.addAll(existing(folder, optional));
        return files;
    }

    private static List<String> existing(Path folder, List<String> files) {
        return files.stream()
                .filter(file -> Files.isRegularFile(folder.resolve(file)))
                .toList();
    }
}
