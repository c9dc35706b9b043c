package org.whisperbench.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.whisperbench.api.Availability;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;

/** Backends that do more than look where a look is asked for, or reach for the network. */
final class BadLooks {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private static final System.Logger LOG = System.getLogger(BadLooks.class.getName());

    private BadLooks() {}

    public static final class StartsAProcess extends GoodBackend {
        @Override
        public Availability availability() {
            try {
                new ProcessBuilder(JAVA.toString(), "-version").start().waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return super.availability();
        }
    }

    public static final class Hangs extends GoodBackend {
        @Override
        public Availability availability() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return super.availability();
        }
    }

    public static final class LoadsANativeLibrary extends GoodBackend {
        @Override
        public Availability availability() {
            String name = System.mapLibraryName("prefs");
            Path home = Path.of(System.getProperty("java.home"));
            Path library = home.resolve("lib").resolve(name);
            try {
                Path folder = Files.createTempDirectory("native");
                Path copy = folder.resolve(name);
                // The last one that is named goes first.
                folder.toFile().deleteOnExit();
                copy.toFile().deleteOnExit();
                Files.copy(Files.exists(library) ? library : home.resolve("bin").resolve(name), copy);
                System.load(copy.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return super.availability();
        }
    }

    public static final class LeavesAThread extends GoodBackend {
        @Override
        public List<ModelDescriptor> models() {
            Thread thread = new Thread(
                    () -> {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "refreshes models");
            thread.setDaemon(true);
            thread.start();
            return super.models();
        }
    }

    public static final class ReadsItsModel extends GoodBackend {
        @Override
        public Availability availability() {
            read(Trial.MODEL.resolve(WORDS));
            return super.availability();
        }
    }

    public static final class FetchesItsTable extends GoodBackend {
        @Override
        public List<ModelDescriptor> models() {
            Network.connect("models.example.org");
            return super.models();
        }
    }

    public static final class FailsToDescribe extends GoodBackend {
        @Override
        public Optional<ModelDescriptor> describe(String repositoryOrPath) {
            return Optional.of(ModelDescriptor.builder(
                            "x",
                            new ModelSource.Folder(Path.of(repositoryOrPath).toAbsolutePath()))
                    .files(super.models().get(0).files())
                    .build());
        }
    }

    public static final class LooksForUpdates extends GoodBackend {
        @Override
        public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress)
                throws InterruptedException {
            Network.ask("https://updates.example.org/latest");
            return super.load(model, options, progress);
        }
    }

    public static final class CallsAnAddress extends GoodBackend {
        @Override
        public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress)
                throws InterruptedException {
            Network.ask("http://192.0.2.1/latest");
            return super.load(model, options, progress);
        }
    }

    public static final class AsksThroughAProgram extends GoodBackend {
        @Override
        public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress)
                throws InterruptedException {
            List<String> command = List.of(
                    JAVA.toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    AskingProgram.class.getName(),
                    "hub.example.org:443");
            try {
                new ProcessBuilder(command).inheritIO().start().waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return super.load(model, options, progress);
        }
    }

    /**
     * Asks, and never mind the answer: this is how a library hides that it would like to have a network. It asks only
     * where the contract has cut the network off, so that no test reaches for a real one.
     */
    private static final class Network {

        private static final boolean CUT = System.getProperty("jdk.net.hosts.file") != null;

        static void ask(String address) {
            try {
                HttpURLConnection connection =
                        (HttpURLConnection) URI.create(address).toURL().openConnection();
                if (CUT) {
                    connection.getResponseCode();
                }
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "offline", e);
            }
        }

        static void connect(String host) {
            if (CUT) {
                try (SocketChannel channel = SocketChannel.open(new InetSocketAddress(host, 443))) {
                    LOG.log(System.Logger.Level.DEBUG, "connected to {0}", channel);
                } catch (IOException | UnresolvedAddressException e) {
                    LOG.log(System.Logger.Level.DEBUG, "offline", e);
                }
            }
        }
    }
}
