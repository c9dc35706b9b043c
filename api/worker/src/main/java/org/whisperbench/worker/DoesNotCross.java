package org.whisperbench.worker;

import java.lang.reflect.Type;

/** A value or a type that cannot cross to another process: a defect of the program, not of the other side. */
final class DoesNotCross extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Where, in the value: components with dots before them, elements in brackets. */
    private final String where;

    /** What is wrong there. */
    private final String what;

    private DoesNotCross(String where, String what, Throwable cause) {
        super(where.isEmpty() ? what : where.replaceFirst("^\\.", "") + ": " + what, cause);
        this.where = where;
        this.what = what;
    }

    DoesNotCross(String what, Throwable cause) {
        this("", what, cause);
    }

    @SuppressWarnings("NullAway") // a cause may be null, as in Throwable
    DoesNotCross(String what) {
        this("", what, null);
    }

    static DoesNotCross type(Type type) {
        return new DoesNotCross("a value of '" + type.getTypeName() + "' does not cross to another process");
    }

    /** Returns the same failure, seen from one level further up. */
    DoesNotCross inside(String step) {
        return new DoesNotCross(step + where, what, this);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
