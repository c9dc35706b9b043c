package org.whisperbench.worker;

/** A tree of JSON that is not the value it should be. */
final class JsonMismatch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Where, in the tree: members with dots before them, elements in brackets. */
    private final String where;

    /** What is wrong there. */
    private final String what;

    private JsonMismatch(String where, String what, Throwable cause) {
        super(where.isEmpty() ? what : where.replaceFirst("^\\.", "") + ": " + what, cause);
        this.where = where;
        this.what = what;
    }

    JsonMismatch(String what, Throwable cause) {
        this("", what, cause);
    }

    @SuppressWarnings("NullAway") // a cause may be null, as in Throwable
    JsonMismatch(String what) {
        this("", what, null);
    }

    /** Returns the same failure, seen from one level further up. */
    JsonMismatch inside(String step) {
        return new JsonMismatch(step + where, what, this);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
