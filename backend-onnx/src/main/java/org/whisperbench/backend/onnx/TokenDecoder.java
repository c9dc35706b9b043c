package org.whisperbench.backend.onnx;

/** Reads tokens in one row for each window or text, and tells what may follow. */
interface TokenDecoder {

    /**
     * What may follow a prompt; it stays valid whatever is read next.
     *
     * @param start what may follow its start token alone
     * @param next what may follow all of it
     */
    record AfterPrompt(DecoderStep start, DecoderStep next) {}

    /**
     * Says whether what follows the next prompt is kept, to begin again there; at first it is not.
     *
     * @param again whether it is
     */
    void mayBeginAgain(boolean again);

    /**
     * Reads a prompt, the same for each window. Whatever was read before is forgotten.
     *
     * @param prompt the prompt
     * @return what may follow it, with a row for each window
     * @throws InterruptedException if the thread was interrupted
     */
    AfterPrompt begin(WhisperPrompt prompt) throws InterruptedException;

    /**
     * Reads tokens.
     *
     * @param ids equally many for each row
     * @return what may follow them; valid until the next step
     * @throws InterruptedException if the thread was interrupted
     */
    DecoderStep step(int[][] ids) throws InterruptedException;

    /**
     * Goes on with other rows: for each new row, the row whose past it continues.
     *
     * @param rows indexes of rows; one may come several times
     * @param window whether the rows may hear other windows than those at their places did
     */
    void keep(int[] rows, boolean window);
}
