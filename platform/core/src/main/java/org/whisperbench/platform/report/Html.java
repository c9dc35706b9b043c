package org.whisperbench.platform.report;

import java.util.List;

/** Builds markup; whatever is not markup is escaped. */
final class Html {

    private final StringBuilder text = new StringBuilder();

    /** Adds markup of this program's own. */
    Html raw(String markup) {
        text.append(markup);
        return this;
    }

    /** Adds markup in which each {@code %s} stands for a text from elsewhere. */
    Html add(String markup, Object... values) {
        Object[] escaped = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            escaped[i] = escape(String.valueOf(values[i]));
        }
        text.append(markup.formatted(escaped)).append('\n');
        return this;
    }

    Html table(List<String> headings, List<List<String>> rows) {
        raw("<div class=\"wide\"><table><thead><tr>");
        headings.forEach(heading -> add("<th scope=\"col\">%s</th>", heading));
        raw("</tr></thead><tbody>\n");
        for (List<String> row : rows) {
            raw("<tr>");
            row.forEach(cell -> add(isText(cell) ? "<td class=\"text\">%s</td>" : "<td>%s</td>", cell));
            raw("</tr>\n");
        }
        return raw("</tbody></table></div>\n");
    }

    private static boolean isText(String cell) {
        return cell.length() > 30;
    }

    static String escape(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
