package org.whisperbench.worker;

import java.io.Writer;
import java.util.function.Consumer;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.worker.Message.Note;

/**
 * The text of an answer's result, on the worker's side. A short one goes into the answer; of a long one, such as the transcript of
 * hours, each part goes ahead in a notification as soon as it is written, and the answer says how many there were. So no frame is
 * over its limit, and the whole text is nowhere in memory. {@link AnswerParts} puts it together. One thread uses it.
 */
final class AnswerText extends Writer {

    /** The method of the notifications. */
    static final String METHOD = "part";

    /** The member that holds the text of a part, which is JSON cut anywhere. */
    static final String TEXT = "text";

    /** The member of a result that says how many parts it is in; it is the only one then. */
    static final String PARTS = "parts";

    /** In UTF-8 and escaped again, a part is a frame of less than half the limit. */
    static final int PART_CHARS = 1 << 20;

    /** The most that all parts together may have: more than two million words with their times, or nine days of speech. */
    static final long LIMIT_CHARS = 256L << 20;

    private final long id;
    private final Consumer<Message> notes;
    private final long limitChars;
    private final StringBuilder part = new StringBuilder();
    private long sentChars;
    private int sent;

    AnswerText(long id, Consumer<Message> notes) {
        this(id, notes, LIMIT_CHARS);
    }

    AnswerText(long id, Consumer<Message> notes, long limitChars) {
        this.id = id;
        this.notes = notes;
        this.limitChars = limitChars;
    }

    /** Writes a result, and returns the frame of its answer, which is to be sent after the parts. */
    byte[] frame(JsonObject result) {
        WorkerJson.write(result, this);
        if (sent == 0) {
            // As Message.Answer has it; the text is there already.
            return FrameWriter.frame("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + part + "}");
        }
        send(part.length());
        return FrameWriter.frame(new Message.Answer(id, new JsonObject().put(PARTS, sent)));
    }

    @Override
    public void write(char[] chars, int from, int length) {
        int at = from;
        int end = from + length;
        while (at < end) {
            int count = Math.min(end - at, PART_CHARS + 1 - part.length());
            part.append(chars, at, count);
            at += count;
            if (part.length() > PART_CHARS) {
                // Half a character would be lost on the way.
                send(Character.isHighSurrogate(part.charAt(PART_CHARS - 1)) ? PART_CHARS - 1 : PART_CHARS);
            }
        }
    }

    private void send(int length) {
        sentChars += length;
        if (sentChars > limitChars) {
            throw new WhisperException(
                    ErrorKind.INTERNAL,
                    "answer is over the limit of " + limitChars
                            + " characters; cut the recording and transcribe the pieces");
        }
        JsonObject params = new JsonObject().put("id", id).put(TEXT, part.substring(0, length));
        notes.accept(new Note(METHOD, params));
        part.delete(0, length);
        sent++;
    }

    @Override
    public void flush() {
        // A part goes when it is full.
    }

    @Override
    public void close() {
        // The answer is the end.
    }
}
