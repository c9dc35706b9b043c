package org.whisperbench.worker;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A message of JSON-RPC 2.0, see https://www.jsonrpc.org/specification. */
sealed interface Message {

    /** The id of an error whose request could not be read. */
    long NO_ID = -1;

    /** Returns the message as JSON. */
    ObjectNode json();

    /** Asks for a result. */
    record Request(long id, String method, JsonNode params) implements Message {
        @Override
        public ObjectNode json() {
            return envelope().put("id", id).put("method", method).set("params", params);
        }
    }

    /** Tells something. */
    record Note(String method, JsonNode params) implements Message {
        @Override
        public ObjectNode json() {
            return envelope().put("method", method).set("params", params);
        }
    }

    /** Answers a request. */
    record Answer(long id, JsonNode result) implements Message {
        @Override
        public ObjectNode json() {
            return envelope().put("id", id).set("result", result);
        }
    }

    /** Refuses a request. */
    record Refusal(long id, int code, String message, JsonNode data) implements Message {

        static final int PARSE = -32700;
        static final int METHOD = -32601;
        static final int PARAMS = -32602;
        static final int FAILED = -32000;

        @Override
        public ObjectNode json() {
            ObjectNode json = envelope();
            if (id == NO_ID) {
                json.putNull("id");
            } else {
                json.put("id", id);
            }
            json.putObject("error").put("code", code).put("message", message).set("data", data);
            return json;
        }
    }

    private static ObjectNode envelope() {
        return WorkerJson.object().put("jsonrpc", "2.0");
    }

    /** Reads a message, or returns empty if it is none. */
    static Optional<Message> of(JsonNode json) {
        if (!json.path("jsonrpc").asString("").equals("2.0")) {
            return Optional.empty();
        }
        JsonNode id = json.path("id");
        if (id.isMissingNode() || id.isNull()) {
            return unnamed(json);
        }
        boolean known = id.isIntegralNumber() && id.canConvertToLong() && id.longValue() >= 0;
        return known ? named(id.longValue(), json) : Optional.empty();
    }

    private static Optional<Message> unnamed(JsonNode json) {
        if (json.path("method").isString()) {
            return Optional.of(new Note(json.path("method").stringValue(), json.path("params")));
        }
        return refusal(NO_ID, json);
    }

    private static Optional<Message> named(long id, JsonNode json) {
        if (json.path("method").isString()) {
            return Optional.of(new Request(id, json.path("method").stringValue(), json.path("params")));
        }
        return json.has("result") ? Optional.of(new Answer(id, json.path("result"))) : refusal(id, json);
    }

    private static Optional<Message> refusal(long id, JsonNode json) {
        JsonNode error = json.path("error");
        if (!error.isObject()) {
            return Optional.empty();
        }
        String message = error.path("message").asString("");
        return Optional.of(new Refusal(id, error.path("code").asInt(0), message, error.path("data")));
    }
}
