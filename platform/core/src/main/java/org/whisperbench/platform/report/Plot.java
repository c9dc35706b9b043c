package org.whisperbench.platform.report;

import java.util.List;
import java.util.Locale;

/** Drawings of numbers as SVG; every mark carries the number that it stands for as an attribute. */
final class Plot {

    private static final int WIDTH = 720;
    private static final int LEFT = 12;
    private static final int RIGHT = 24;
    private static final int LANE = 56;
    private static final int HEIGHT = 360;
    private static final int MARGIN = 52;

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

    /** A point with a name; one that is not ranked is drawn apart. */
    record Point(String label, double x, double y, boolean ranked) {}

    /** Draws lanes of dots under each other, all on the same axis from 0. */
    static String dots(List<Lane> lanes, String kind, String axis) {
        Scale scale = scale(lanes);
        Html svg = lanes(lanes.size(), scale, axis);
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            int y = i * LANE + 38;
            svg.add("<text x=\"%s\" y=\"%s\">%s</text>", LEFT, y - 16, lane.label());
            svg.add("<line class=\"lane\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>", LEFT, WIDTH - RIGHT, y, y);
            if (!Double.isNaN(lane.median())) {
                String x = place(lane.median(), scale);
                svg.add("<line class=\"median\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>", x, x, y - 12, y + 12);
            }
            for (int j = 0; j < lane.values().size(); j++) {
                svg.add(
                        "<circle class=\"mark %s%s\" data-model=\"%s\" data-value=\"%s\" cx=\"%s\" cy=\"%s\" r=\"6\">"
                                + "<title>%s s</title></circle>",
                        kind,
                        lane.strange().contains(j + 1) ? " outlier" : "",
                        lane.label(),
                        lane.values().get(j),
                        place(lane.values().get(j), scale),
                        y,
                        Rows.decimals(lane.values().get(j), 3));
            }
        }
        return svg.raw("</svg>\n").toString();
    }

    /** Draws a bar from 0 for each lane's only value. */
    static String bars(List<Lane> lanes, String kind, String axis) {
        Scale scale = scale(lanes);
        Html svg = lanes(lanes.size(), scale, axis);
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            int y = i * LANE + 28;
            for (double value : lane.values()) {
                svg.add(
                        "<text x=\"%s\" y=\"%s\">%s: %s %s</text>",
                        LEFT, y - 6, lane.label(), Rows.decimals(value, 1), axis);
                svg.add(
                        "<rect class=\"mark %s\" data-model=\"%s\" data-value=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"16\" rx=\"2\"/>",
                        kind, lane.label(), value, LEFT, y, number(length(value, scale)));
            }
        }
        return svg.raw("</svg>\n").toString();
    }

    /** Draws points on two axes from 0. */
    static String scatter(List<Point> points, String kind, String xAxis, String yAxis) {
        Scale across = Scale.upTo(points.stream().mapToDouble(Point::x).max().orElse(1));
        Scale up = Scale.upTo(
                Math.max(1, points.stream().mapToDouble(Point::y).max().orElse(1)));
        Html svg = begin(HEIGHT, yAxis + " against " + xAxis);
        across(svg, across, xAxis, 24, HEIGHT - MARGIN);
        up(svg, up, yAxis);
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            String x = place(point.x(), across);
            String y = height(point.y(), up);
            boolean late = across.share(point.x()) > 0.5;
            svg.add(
                    "<circle class=\"mark %s%s\" data-model=\"%s\" data-value=\"%s\" data-y=\"%s\" cx=\"%s\" cy=\"%s\" r=\"7\"/>",
                    kind, point.ranked() ? "" : " unranked", point.label(), point.x(), point.y(), x, y);
            svg.add(
                    "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" dx=\"%s\" dy=\"%s\">%s</text>",
                    x,
                    y,
                    late ? "end" : "start",
                    late ? -12 : 12,
                    i % 2 == 0 ? -4 : 13,
                    point.label() + (point.ranked() ? "" : ", not ranked"));
        }
        return svg.raw("</svg>\n").toString();
    }

    private static Scale scale(List<Lane> lanes) {
        return Scale.upTo(lanes.stream()
                .flatMap(lane -> lane.values().stream())
                .mapToDouble(v -> v)
                .max()
                .orElse(1));
    }

    private static Html begin(int height, String title) {
        return new Html().add("<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">", WIDTH, height, title);
    }

    private static Html lanes(int count, Scale scale, String axis) {
        int floor = count * LANE + 8;
        Html svg = begin(floor + MARGIN, axis);
        across(svg, scale, axis, 4, floor);
        return svg;
    }

    /** The axis along the bottom, with a thin line up from each number. */
    private static void across(Html svg, Scale scale, String name, int ceiling, int floor) {
        List<Double> ticks = scale.ticks();
        for (int i = 0; i < ticks.size(); i++) {
            String x = place(ticks.get(i), scale);
            String anchor = i == 0 ? "start" : i == ticks.size() - 1 ? "end" : "middle";
            svg.add("<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>", x, x, ceiling, floor);
            svg.add(
                    "<text class=\"axis%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>",
                    i % 2 == 1 ? " odd" : "", x, floor + 18, anchor, Scale.text(ticks.get(i)));
        }
        svg.add(
                "<text class=\"axis name\" x=\"%s\" y=\"%s\" text-anchor=\"end\">%s</text>",
                WIDTH - RIGHT, floor + 40, name);
    }

    /** The axis at the left, whose numbers stand on thin lines across. */
    private static void up(Html svg, Scale scale, String name) {
        for (double tick : scale.ticks()) {
            String y = height(tick, scale);
            svg.add("<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>", LEFT, WIDTH - RIGHT, y, y);
            if (tick > 0) {
                svg.add("<text class=\"axis\" x=\"%s\" y=\"%s\" dy=\"-4\">%s</text>", LEFT + 4, y, Scale.text(tick));
            }
        }
        svg.add("<text class=\"axis name\" x=\"%s\" y=\"14\" text-anchor=\"end\">%s</text>", WIDTH - RIGHT, name);
    }

    private static String height(double value, Scale scale) {
        return number(HEIGHT - MARGIN - (HEIGHT - MARGIN - 32) * scale.share(value));
    }

    private static double length(double value, Scale scale) {
        return (WIDTH - LEFT - RIGHT) * scale.share(value);
    }

    private static String place(double value, Scale scale) {
        return number(LEFT + length(value, scale));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
