package org.whisperbench.worker;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A message of JSON-RPC 2.0, see https://www.jsonrpc.org/specification. */
sealed interface Message {

    /** The id of an error whose request could not be read. */
    long NO_ID = -1;

    /** Returns the message as JSON. */
    JsonObject json();

    /** Returns what the message is, for people. */
    default String sentence() {
        if (this instanceof Request request) {
            return "request " + request.id();
        }
        if (this instanceof Answer answer) {
            return "the answer to request " + answer.id();
        }
        if (this instanceof Refusal refusal) {
            return refusal.id() == NO_ID
                    ? "an error without a number"
                    : "the error that request " + refusal.id() + " ended with";
        }
        return "a notification";
    }

    /** Asks for a result. */
    record Request(long id, String method, JsonObject params) implements Message {
        @Override
        public JsonObject json() {
            return envelope().put("id", id).put("method", method).put("params", params);
        }
    }

    /** Tells something. */
    record Note(String method, JsonObject params) implements Message {
        @Override
        public JsonObject json() {
            return envelope().put("method", method).put("params", params);
        }
    }

    /** Answers a request. */
    record Answer(long id, JsonObject result) implements Message {
        @Override
        public JsonObject json() {
            return envelope().put("id", id).put("result", result);
        }
    }

    /** Refuses a request. */
    record Refusal(long id, int code, String message, JsonObject data) implements Message {

        static final int PARSE = -32700;
        static final int METHOD = -32601;
        static final int PARAMS = -32602;
        static final int FAILED = -32000;

        @Override
        public JsonObject json() {
            JsonObject error =
                    new JsonObject().put("code", code).put("message", message).put("data", data);
            return envelope().put("id", id == NO_ID ? null : id).put("error", error);
        }
    }

    private static JsonObject envelope() {
        return new JsonObject().put("jsonrpc", "2.0");
    }

    /** Reads a message, or returns empty if it is none. */
    static Optional<Message> of(@Nullable Object tree) {
        if (!(tree instanceof JsonObject json) || !json.text("jsonrpc").equals("2.0")) {
            return Optional.empty();
        }
        if (json.get("id") == null) {
            return json.isText("method")
                    ? Optional.of(new Note(json.text("method"), json.object("params")))
                    : refusal(NO_ID, json);
        }
        OptionalLong id = json.whole("id");
        return id.isPresent() && id.getAsLong() >= 0 ? named(id.getAsLong(), json) : Optional.empty();
    }

    private static Optional<Message> named(long id, JsonObject json) {
        if (json.isText("method")) {
            return Optional.of(new Request(id, json.text("method"), json.object("params")));
        }
        return json.has("result") ? Optional.of(new Answer(id, json.object("result"))) : refusal(id, json);
    }

    private static Optional<Message> refusal(long id, JsonObject json) {
        if (!(json.get("error") instanceof JsonObject error)) {
            return Optional.empty();
        }
        int code = (int) error.whole("code").orElse(0);
        return Optional.of(new Refusal(id, code, error.text("message"), error.object("data")));
    }
}
