package org.whisperbench.platform.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published JSON schema, and as much of JSON Schema as it uses: every keyword that it does not know is a failure. */
final class PublishedSchema {

    private static final List<String> KNOWN = List.of(
            "$schema",
            "$id",
            "title",
            "description",
            "type",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "anyOf",
            "enum",
            "const",
            "$ref",
            "$defs");

    private final JsonNode schema;

    PublishedSchema() throws IOException {
        Path file = Path.of("../../docs/benchmark.schema.json");
        schema = JsonMapper.shared().readTree(Files.readString(file));
    }

    List<String> problems(JsonNode document) {
        return problems(schema, document, "");
    }

    private List<String> problems(JsonNode rule, JsonNode value, String at) {
        List<String> found = new ArrayList<>();
        rule.propertyNames().stream().filter(key -> !KNOWN.contains(key)).forEach(key -> found.add("keyword " + key));
        if (rule.has("$ref")) {
            String name = rule.get("$ref").asString().replace("#/$defs/", "");
            found.addAll(problems(schema.get("$defs").get(name), value, at));
        }
        found.addAll(values(rule, value, at));
        if (rule.has("anyOf")) {
            List<List<String>> each = rule.get("anyOf")
                    .valueStream()
                    .map(one -> problems(one, value, at))
                    .toList();
            if (each.stream().noneMatch(List::isEmpty)) {
                each.forEach(found::addAll);
            }
        }
        if (value.isObject()) {
            found.addAll(properties(rule, value, at));
        }
        if (value.isArray() && rule.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                found.addAll(problems(rule.get("items"), value.get(i), at + "/" + i));
            }
        }
        return found;
    }

    private static List<String> values(JsonNode rule, JsonNode value, String at) {
        List<String> found = new ArrayList<>();
        if (rule.has("const") && !rule.get("const").equals(value)) {
            found.add(at + " is " + value);
        }
        if (rule.has("enum") && rule.get("enum").valueStream().noneMatch(value::equals)) {
            found.add(at + " is " + value);
        }
        if (rule.has("type") && !isOf(rule.get("type").asString(), value)) {
            found.add(at + " is no " + rule.get("type").asString() + ": " + value);
        }
        return found;
    }

    private List<String> properties(JsonNode rule, JsonNode value, String at) {
        List<String> found = new ArrayList<>();
        for (JsonNode name : rule.path("required")) {
            if (!value.has(name.asString())) {
                found.add(at + " lacks " + name.asString());
            }
        }
        for (String name : value.propertyNames()) {
            JsonNode known = rule.path("properties").path(name);
            if (!known.isMissingNode()) {
                found.addAll(problems(known, value.get(name), at + "/" + name));
            } else if (rule.path("additionalProperties").isObject()) {
                found.addAll(problems(rule.get("additionalProperties"), value.get(name), at + "/" + name));
            } else if (rule.has("additionalProperties")) {
                found.add(at + "/" + name + " is not described");
            }
        }
        return found;
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalArgumentException(type);
        };
    }
}
