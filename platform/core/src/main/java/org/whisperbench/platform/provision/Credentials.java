package org.whisperbench.platform.provision;

import java.util.regex.Pattern;

/** Names and passwords in addresses, which nobody is shown. */
final class Credentials {

    /** The {@code userinfo} of RFC 3986, section 3.2.1: between the scheme and the last {@code @} before the path. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#\\s'\"]+(?=@)");

    private Credentials() {}

    static String hidden(String text) {
        return USER_INFO.matcher(text).replaceAll("***");
    }
}
