package org.whisperbench.platform.report;

import java.util.List;
import java.util.Locale;

/** Drawings of numbers as SVG; every mark carries the number that it stands for as an attribute. */
final class Plot {

    private static final int WIDTH = 720;
    private static final int LEFT = 12;
    private static final int RIGHT = 40;
    private static final int LANE = 44;
    private static final int TICKS = 5;

    private Plot() {}

    /**
     * A lane with marks along one axis.
     *
     * @param label its name
     * @param values the marks, from 0 on
     * @param median where the line is; NaN for none
     * @param strange numbers of marks that are drawn apart, the first is 1
     */
    record Lane(String label, List<Double> values, double median, List<Integer> strange) {}

    /** A point with a name. */
    record Point(String label, double x, double y) {}

    /** Draws lanes of dots under each other, all on the same axis from 0. */
    static String dots(List<Lane> lanes, String kind, String axis) {
        double end = lanes.stream()
                .flatMap(lane -> lane.values().stream())
                .mapToDouble(v -> v)
                .max()
                .orElse(1);
        int height = lanes.size() * LANE + 40;
        Html svg = begin(height, axis);
        axis(svg, height - 28, end, axis);
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            int y = i * LANE + 34;
            svg.add("<text x=\"%s\" y=\"%s\">%s</text>", LEFT, y - 14, lane.label());
            svg.add("<line x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>", LEFT, WIDTH - RIGHT, y, y);
            for (int j = 0; j < lane.values().size(); j++) {
                svg.add(
                        "<circle class=\"mark %s%s\" data-model=\"%s\" data-value=\"%s\" cx=\"%s\" cy=\"%s\" r=\"5\"/>",
                        kind,
                        lane.strange().contains(j + 1) ? " outlier" : "",
                        lane.label(),
                        lane.values().get(j),
                        place(lane.values().get(j), end),
                        y);
            }
            if (!Double.isNaN(lane.median())) {
                String x = place(lane.median(), end);
                svg.add("<line class=\"median\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>", x, x, y - 10, y + 10);
            }
        }
        return svg.raw("</svg>\n").toString();
    }

    /** Draws a bar from 0 for each lane's only value. */
    static String bars(List<Lane> lanes, String kind, String axis) {
        double end = lanes.stream()
                .flatMap(lane -> lane.values().stream())
                .mapToDouble(v -> v)
                .max()
                .orElse(1);
        int height = lanes.size() * LANE + 40;
        Html svg = begin(height, axis);
        axis(svg, height - 28, end, axis);
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            int y = i * LANE + 24;
            svg.add("<text x=\"%s\" y=\"%s\">%s</text>", LEFT, y - 5, lane.label());
            for (double value : lane.values()) {
                svg.add(
                        "<rect class=\"mark %s\" data-model=\"%s\" data-value=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"14\"/>",
                        kind, lane.label(), value, LEFT, y, number(length(value, end)));
            }
        }
        return svg.raw("</svg>\n").toString();
    }

    /** Draws points on two axes from 0. */
    static String scatter(List<Point> points, String kind, String xAxis, String yAxis) {
        int height = 320;
        int floor = height - 44;
        double right = points.stream().mapToDouble(Point::x).max().orElse(1);
        double top = Math.max(1, points.stream().mapToDouble(Point::y).max().orElse(1));
        Html svg = begin(height, yAxis + " against " + xAxis);
        axis(svg, floor + 16, right, xAxis);
        svg.add("<text class=\"axis\" x=\"%s\" y=\"14\">%s, at most %s</text>", LEFT, yAxis, number(top));
        svg.add("<line x1=\"%s\" x2=\"%s\" y1=\"20\" y2=\"%s\"/>", LEFT, LEFT, floor);
        for (Point point : points) {
            String x = place(point.x(), right);
            String y = number(floor - (floor - 24) * point.y() / top);
            boolean late = point.x() > right / 2;
            svg.add(
                    "<circle class=\"mark %s\" data-model=\"%s\" data-value=\"%s\" data-y=\"%s\" cx=\"%s\" cy=\"%s\" r=\"6\"/>",
                    kind, point.label(), point.x(), point.y(), x, y);
            svg.add(
                    "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" dx=\"%s\" dy=\"-8\">%s</text>",
                    x, y, late ? "end" : "start", late ? 4 : -4, point.label());
        }
        return svg.raw("</svg>\n").toString();
    }

    private static Html begin(int height, String title) {
        return new Html().add("<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">", WIDTH, height, title);
    }

    private static void axis(Html svg, int y, double end, String name) {
        for (int i = 0; i <= TICKS; i++) {
            double value = end * i / TICKS;
            svg.add(
                    "<text class=\"axis\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>",
                    place(value, end), y + 8, i == 0 ? "start" : "middle", number(value));
        }
        svg.add("<text class=\"axis\" x=\"%s\" y=\"%s\" text-anchor=\"end\">%s</text>", WIDTH - 4, y + 24, name);
    }

    private static double length(double value, double end) {
        return end == 0 ? 0 : (WIDTH - LEFT - RIGHT) * value / end;
    }

    private static String place(double value, double end) {
        return number(LEFT + length(value, end));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.3g", value).replaceFirst("e\\+?0*$", "");
    }
}
