package org.whisperbench.testkit.rogue;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** What a rogue does instead of its work. */
public enum Deed {
    /** It does its work. */
    NOTHING {
        @Override
        void commit() {
            // All is well.
        }
    },
    /** A native library calls {@code abort}. */
    ABORT {
        @Override
        void commit() throws InterruptedException {
            signal("ABRT");
        }
    },
    /** Native code writes through a pointer that points nowhere. */
    SEGFAULT {
        @Override
        void commit() {
            writeNowhere();
        }
    },
    /** The processor does not know an instruction. */
    ILLEGAL_INSTRUCTION {
        @Override
        void commit() throws InterruptedException {
            signal("ILL");
        }
    },
    /** The system takes the process, as it does when memory runs out. */
    KILLED {
        @Override
        void commit() throws InterruptedException {
            signal("KILL");
        }
    },
    /** A library ends the process. */
    EXIT {
        @Override
        void commit() {
            System.exit(3);
        }
    },
    /** The heap is full. */
    HEAP {
        @Override
        void commit() {
            List<long[]> kept = new ArrayList<>();
            while (!kept.isEmpty() || kept.add(new long[1])) {
                kept.add(new long[1 << 24]);
            }
        }
    },
    /** The stack is full. */
    STACK {
        @Override
        @SuppressWarnings("InfiniteRecursion") // as its name says
        void commit() throws InterruptedException {
            commit();
        }
    },
    /** It computes for ever and hears no interrupt. */
    LOOP {
        @Override
        void commit() {
            long i = 0;
            while (i >= 0) {
                i = (i + 1) & Integer.MAX_VALUE;
            }
        }
    },
    /** It waits for ever. */
    HANG {
        @Override
        void commit() throws InterruptedException {
            new CountDownLatch(1).await();
        }
    },
    /** It throws what no interface mentions. */
    THROW {
        @Override
        void commit() {
            throw new IllegalStateException("the rogue threw this");
        }
    },
    /** It writes into the frames of the protocol. */
    GARBAGE {
        @Override
        void commit() throws InterruptedException {
            raw(FileDescriptor.out, "\u001E{\"jsonrpc\":\"2.0\",\"id\":\u001E\n");
            new CountDownLatch(1).await();
        }
    };

    private static final String LAST_WORDS = "the rogue is about to do it: ";

    /**
     * Returns the deed as users type it.
     *
     * @return its name in lower case, with dashes
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Does it. */
    abstract void commit() throws InterruptedException;

    /** Says what it is about to do, then does it. */
    void announceAndCommit() throws InterruptedException {
        if (this != NOTHING) {
            raw(FileDescriptor.err, LAST_WORDS + this + "\n");
        }
        commit();
    }

    private static void signal(String name) throws InterruptedException {
        String self = Long.toString(ProcessHandle.current().pid());
        try {
            new ProcessBuilder("kill", "-" + name, self).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new CountDownLatch(1).await();
    }

    private static void writeNowhere() {
        try {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field field = unsafe.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            unsafe.getMethod("putAddress", long.class, long.class).invoke(field.get(null), 0L, 1L);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this platform hides its unsafe operations", e);
        }
    }

    @SuppressWarnings("StreamResourceLeak") // the stream of the process itself
    private static void raw(FileDescriptor descriptor, String text) {
        OutputStream out = new FileOutputStream(descriptor);
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
