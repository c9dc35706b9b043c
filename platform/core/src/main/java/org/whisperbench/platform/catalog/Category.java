package org.whisperbench.platform.catalog;

/** What a model is for. */
public enum Category {
    /** Speech to text; these come from the backends alone. */
    WHISPER("Whisper models"),
    /** Voice activity detection. */
    VAD("VAD models"),
    /** Recognition of names. */
    NER("NER models"),
    /** Who speaks when. */
    DIARIZATION("Diarization models"),
    /** Encoders for Apple's chips. */
    APPLE("Apple Silicon acceleration"),
    /** Repositories that the user named. */
    OTHER("Other repositories");

    private final String title;

    Category(String title) {
        this.title = title;
    }

    /**
     * Returns the heading for people.
     *
     * @return such as {@code VAD models}
     */
    public String title() {
        return title;
    }
}
