package org.whisperbench.platform.backends;

import java.math.BigInteger;
import java.util.Comparator;

/**
 * The order of versions: numbers as numbers, everything else as text, part by part. It is OSGi's order for OSGi versions,
 * and takes whatever a manifest on a plain class path says.
 */
final class BundleVersion {

    /** The higher version is the greater. */
    static final Comparator<String> ORDER = BundleVersion::compare;

    private BundleVersion() {}

    private static int compare(String a, String b) {
        String[] left = a.split("[.-]", -1);
        String[] right = b.split("[.-]", -1);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int order = comparePart(i < left.length ? left[i] : "", i < right.length ? right[i] : "");
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int comparePart(String a, String b) {
        if (isNumber(a) && isNumber(b)) {
            return new BigInteger("0" + a).compareTo(new BigInteger("0" + b));
        }
        return a.compareTo(b);
    }

    /** A part that is not there counts as 0. */
    private static boolean isNumber(String part) {
        return part.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
