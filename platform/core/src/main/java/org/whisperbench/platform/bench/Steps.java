package org.whisperbench.platform.bench;

/** Where one model's measurement stands, and how much of the whole benchmark that is. */
final class Steps {

    private final BenchmarkListener listener;
    private final String model;
    private final int done;
    private final BenchmarkRequest request;
    private String name = "resolve";

    Steps(BenchmarkListener listener, String model, int done, BenchmarkRequest request) {
        this.listener = listener;
        this.model = model;
        this.done = done;
        this.request = request;
    }

    void load() {
        begin("load", 0);
    }

    void warmup(int index) {
        begin("warm-up %d of %d".formatted(index + 1, request.warmups()), 1 + index);
    }

    void run(int index) {
        begin("run %d of %d".formatted(index + 1, request.runs()), 1 + request.warmups() + index);
    }

    private void begin(String step, int index) {
        name = step;
        double perModel = 1.0 + request.warmups() + request.runs();
        listener.step(model, step, (done + index / perModel) / request.models().size());
    }

    /** What is being done, such as {@code run 2 of 5}. */
    String name() {
        return name;
    }
}
