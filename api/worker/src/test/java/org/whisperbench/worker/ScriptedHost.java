package org.whisperbench.worker;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A host that starts a worker, says its number, and waits to be killed. */
final class ScriptedHost {

    private ScriptedHost() {}

    /** Starts it; the arguments are the worker's kind and a folder. */
    public static void main(String[] arguments) throws InterruptedException {
        WorkerProcess worker = TestWorker.valueOf(arguments[0]).start(Path.of(arguments[1]));
        Thread busy = new Thread(() -> hang(worker), "busy");
        busy.setDaemon(true);
        busy.start();
        System.out.println(worker.pid());
        new CountDownLatch(1).await();
    }

    private static void hang(WorkerProcess worker) {
        try {
            TestWorker.run(worker, "hang", "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
