package org.whisperbench.platform.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import org.whisperbench.api.Audio;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/**
 * A file's sound in the form that engines take, until it is closed.
 *
 * <p>The samples stay on disk: in the source itself where it has that form already, else in a file of its own. The
 * source must not change while it is in use. May be used by several threads at once; a thread that is interrupted while
 * reading gets a {@link WhisperException} and keeps its flag, and others go on reading.
 */
public final class DecodedAudio implements Audio, AutoCloseable {

    private final PcmFile pcm;
    private final Path file;
    private final Path content;
    private final AudioSource source;

    /**
     * Holds what was decoded.
     *
     * @param file what was opened
     * @param content where its bytes are: itself, or a copy of what came through a pipe, which is deleted in the end
     */
    DecodedAudio(PcmFile pcm, Path file, Path content, AudioSource source) {
        this.pcm = pcm;
        this.file = file;
        this.content = content;
        this.source = source;
    }

    /**
     * Returns the file that was opened.
     *
     * @return its absolute path, the same as {@link #wav()} if it is used in place; {@code -} for standard input
     */
    public Path file() {
        return file;
    }

    /**
     * Returns what the file that was opened is like.
     *
     * @return facts about the source, not about what became of it
     */
    public AudioSource source() {
        return source;
    }

    /**
     * Computes the hash of the file that was opened; each call reads all of it.
     *
     * @return SHA-256 in 64 lower-case hexadecimal digits
     * @throws WhisperException if it cannot be read ({@link ErrorKind#EXTERNAL})
     */
    public String sourceSha256() {
        try (InputStream bytes = Files.newInputStream(content)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[1 << 16];
            for (int count = bytes.read(block); count >= 0; count = bytes.read(block)) {
                digest.update(block, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw Refusal.unreadable(file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public long sampleCount() {
        return pcm.sampleCount();
    }

    /**
     * Reads samples, each a 16-bit number divided by 32 768.
     *
     * @throws IllegalStateException if this audio is closed
     */
    @Override
    public int read(long fromSample, float[] into) {
        return pcm.read(fromSample, into);
    }

    @Override
    public Path wav() {
        return pcm.path();
    }

    /**
     * Deletes the files that were written for this audio; never the source. Closing again does nothing.
     *
     * @throws WhisperException if one cannot be deleted ({@link ErrorKind#EXTERNAL})
     */
    @Override
    public void close() {
        pcm.close();
        for (Path written : new LinkedHashSet<>(List.of(pcm.path(), content))) {
            if (!written.equals(file)) {
                delete(written);
            }
        }
    }

    static void delete(Path written) {
        try {
            Files.deleteIfExists(written);
        } catch (IOException e) {
            throw new WhisperException(
                    ErrorKind.EXTERNAL, "audio file '" + written + "' cannot be deleted; delete it by hand", e);
        }
    }
}
