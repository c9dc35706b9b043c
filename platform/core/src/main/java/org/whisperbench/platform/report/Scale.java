package org.whisperbench.platform.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis from 0 to a round number, with round numbers on it.
 *
 * @param end where it ends, more than 0
 * @param step from one number to the next
 */
record Scale(double end, double step) {

    private static final int MOST_STEPS = 5;
    private static final List<Double> ROUND = List.of(1.0, 2.0, 5.0, 10.0);

    /** An axis on which all values up to a largest one have their place. */
    static Scale upTo(double largest) {
        double reach = largest > 0 ? largest : 1;
        double power = Math.pow(10, Math.floor(Math.log10(reach / MOST_STEPS)));
        double step = ROUND.stream()
                .map(round -> round * power)
                .filter(one -> one * MOST_STEPS >= reach * (1 - 1e-9))
                .findFirst()
                .orElse(10 * power);
        return new Scale(step * Math.ceil(reach / step - 1e-9), step);
    }

    /** The numbers on it, from 0 on. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i <= Math.round(end / step); i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** How far along it a value is, from 0 to 1. */
    double share(double value) {
        return value / end;
    }

    /** A number of it as it is written. */
    static String text(double tick) {
        return new BigDecimal(tick, new MathContext(6)).stripTrailingZeros().toPlainString();
    }
}
