package org.whisperbench.platform.download;

import java.util.List;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;

/**
 * A model to be on the disk.
 *
 * @param address how users name it
 * @param source where it comes from
 * @param files which files; empty for every file of the repository that the patterns let through
 * @param include patterns of which one must fit, {@code *} also across {@code /}; empty for every file
 * @param exclude patterns of which none may fit
 */
public record Wanted(
        String address, ModelSource source, List<ModelFile> files, List<String> include, List<String> exclude) {

    /**
     * Copies the lists and looks whether the patterns are some.
     *
     * @throws IllegalArgumentException if one is none
     */
    public Wanted {
        files = List.copyOf(files);
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        Patterns.require(include);
        Patterns.require(exclude);
    }

    /**
     * Returns what is to be typed after {@code whisperbench download} for it.
     *
     * @return the address, or options that name a repository, its revision and the patterns
     */
    public String words() {
        boolean whole = source instanceof ModelSource.Repository repository
                && address.equals(repository.id())
                && files.isEmpty();
        if (!whole) {
            return address;
        }
        StringBuilder words = new StringBuilder("-R ").append(source.display().replaceFirst("@main$", ""));
        include.forEach(pattern -> words.append(" --include ").append(quoted(pattern)));
        exclude.forEach(pattern -> words.append(" --exclude ").append(quoted(pattern)));
        return words.toString();
    }

    /** As shells read it; the message around it has single quotes. */
    private static String quoted(String pattern) {
        return '"' + pattern.replaceAll("([\\\\\"$`])", "\\\\$1") + '"';
    }

    /**
     * Wants what a descriptor names.
     *
     * @param address how users name the model
     * @param descriptor the model
     * @return the wish
     */
    public static Wanted of(String address, ModelDescriptor descriptor) {
        return new Wanted(address, descriptor.source(), descriptor.files(), List.of(), List.of());
    }

    /**
     * Wants a whole repository.
     *
     * @param id {@code OWNER/NAME}
     * @param revision branch, tag or commit
     * @param include patterns of which one must fit; empty for every file
     * @param exclude patterns of which none may fit
     * @return the wish
     */
    public static Wanted repository(String id, String revision, List<String> include, List<String> exclude) {
        return new Wanted(id, new ModelSource.Repository(id, revision), List.of(), include, exclude);
    }
}
