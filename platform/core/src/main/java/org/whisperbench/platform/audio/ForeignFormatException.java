package org.whisperbench.platform.audio;

/** Tells of a file that is no damaged one but of a kind that nothing here decodes; another program might. */
final class ForeignFormatException extends Exception {

    private static final long serialVersionUID = 1;

    /**
     * Says what the file is.
     *
     * @param verdict goes behind the file's name, such as "is a WMA file"
     */
    ForeignFormatException(String verdict) {
        super(verdict);
    }

    String verdict() {
        return String.valueOf(getMessage());
    }
}
