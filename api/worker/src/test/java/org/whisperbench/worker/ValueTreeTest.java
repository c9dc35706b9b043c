package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

/** What is written can be read, and what could not be read is not written. */
class ValueTreeTest {

    /** An enum that is sealed, since its constants have bodies. */
    enum Sign {
        PLUS {
            @Override
            int times(int number) {
                return number;
            }
        },
        MINUS {
            @Override
            int times(int number) {
                return -number;
            }
        };

        abstract int times(int number);
    }

    sealed interface Shape {}

    record Circle(double radius) implements Shape {}

    sealed interface Angular extends Shape {}

    record Square(float side) implements Angular {}

    record Shapes(
            List<Shape> list,
            Set<Shape> set,
            Map<Sign, Shape> map,
            Optional<Shape> perhaps,
            Optional<List<Angular>> deep,
            List<? extends Shape> bounded,
            List<? super Circle> lower) {}

    record Numbers(
            float real, Float boxed, short small, byte tiny, BigDecimal exact, BigInteger large, List<Float> list) {}

    record Pair<A, B>(A one, B other, List<A> more) {}

    sealed interface Outcome<T> {}

    record Good<V>(V value) implements Outcome<V> {}

    record Bad<T>(String why) implements Outcome<T> {}

    record Generic(Pair<Sign, Shape> pair, Outcome<Pair<Short, String>> good, Outcome<Shape> bad, Signs signs) {}

    record Signs(Sign sign, Map<Sign, List<Sign>> signs) {}

    static Stream<Record> values() {
        Circle circle = new Circle(1);
        Square square = new Square(0.1f);
        return Stream.of(
                new Shapes(
                        List.of(circle, square),
                        Set.of(square),
                        Map.of(Sign.MINUS, square),
                        Optional.of(circle),
                        Optional.of(List.of(square)),
                        List.of(square),
                        List.of(circle)),
                numbers("0.1000000000000000000000000000000000001", Float.MIN_VALUE),
                numbers("1E+400", Float.NaN),
                numbers("-1.00", Float.NEGATIVE_INFINITY),
                new Generic(
                        new Pair<>(Sign.PLUS, circle, List.of(Sign.MINUS)),
                        new Good<>(new Pair<>((short) 3, "x", List.of((short) 4))),
                        new Bad<>("so"),
                        new Signs(Sign.PLUS, Map.of(Sign.MINUS, List.of(Sign.PLUS)))));
    }

    private static Numbers numbers(String exact, float real) {
        BigInteger large = BigInteger.TWO.pow(100);
        return new Numbers(
                real, 0.3f, Short.MIN_VALUE, Byte.MAX_VALUE, new BigDecimal(exact), large, List.of(Float.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("values")
    void whatIsWrittenIsReadAsItWas(Record value) {
        String sent = WorkerJson.text(WorkerJson.tree(value));

        assertEquals(value, WorkerJson.read(WorkerJson.parse(sent), value.getClass()), sent);
    }

    record Open(Object anything) {}

    record Some(Collection<String> some) {}

    record Keys(Map<Integer, String> map) {}

    record Texts(List<String> list, Map<String, String> map) {}

    record Twice(Optional<Optional<String>> twice) {}

    @SuppressWarnings("rawtypes")
    record Raw(List list) {}

    @SuppressWarnings("ArrayRecordComponent") // what does not cross
    record Array(float[] samples) {}

    record Letter(char letter) {}

    sealed interface Odd permits Only {}

    enum Only implements Odd {
        ONE
    }

    record Oddity(Odd odd) {}

    record Failing(String text) {
        @Override
        public String text() {
            throw new IllegalStateException("not now");
        }
    }

    static Stream<List<Object>> refused() {
        Map<String, String> hole = new HashMap<>();
        hole.put("key", null);
        return Stream.of(
                List.of(new Open("x"), "anything: a value of 'java.lang.Object' does not cross to another process"),
                List.of(new Open("x".getClass()), "anything: a value of 'java.lang.Object' does not cross"),
                List.of(new Some(List.of()), "some: a value of 'java.util.Collection' does not cross"),
                List.of(new Keys(Map.of()), "map: a map whose keys are 'java.lang.Integer' does not cross"),
                List.of(new Texts(Arrays.asList("a", null), Map.of()), "list[1]: null does not cross"),
                List.of(new Texts(List.of(), hole), "map.key: null does not cross"),
                List.of(new Twice(Optional.empty()), "twice: an optional of an optional does not cross"),
                List.of(new Raw(List.of("a")), "list: a 'List' without types does not cross"),
                List.of(new Array(new float[1]), "samples: a value of 'float[]' does not cross"),
                List.of(new Letter('a'), "letter: a value of 'char' does not cross"),
                List.of(new Pair<>("a", "b", List.of()), "one: nothing tells what 'A' of 'class "),
                List.of(new Oddity(Only.ONE), "odd: variant 'Only' of '"),
                List.of(new Failing(""), "text: it cannot be read: java.lang.IllegalStateException: not now"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCouldNotBeReadIsNotWritten(List<Object> valueAndMessage) {
        Object value = valueAndMessage.get(0);

        DoesNotCross refusal = assertThrows(DoesNotCross.class, () -> WorkerJson.tree(value));

        assertTrue(refusal.getMessage().startsWith((String) valueAndMessage.get(1)), refusal::getMessage);
    }

    @Test
    @SuppressWarnings("unchecked")
    void aValueThatIsNotOfItsTypeIsRefused() {
        List<String> polluted = new ArrayList<>();
        ((List<Object>) (List<?>) polluted).add(5);

        DoesNotCross refusal = assertThrows(DoesNotCross.class, () -> WorkerJson.tree(new Texts(polluted, Map.of())));

        assertEquals(
                "list[0]: a 'java.lang.Integer' is no 'java.lang.String', as which it crosses", refusal.getMessage());
    }

    @Test
    void numbersAreReadInTheirRangeOnly() {
        assertThrows(JsonMismatch.class, () -> WorkerJson.read(128L, byte.class));
        assertThrows(JsonMismatch.class, () -> WorkerJson.read(40_000L, Short.class));
        assertThrows(JsonMismatch.class, () -> WorkerJson.read(1e300, float.class));
        assertThrows(JsonMismatch.class, () -> WorkerJson.read("x", BigDecimal.class));
        assertEquals(3f, WorkerJson.read(3L, Float.class));
    }

    @Test
    void parametersMayBeAMapOfAnythingThatCrosses() {
        JsonObject object = WorkerJson.object(Map.of("shapes", List.of(new Circle(2)), "sign", Sign.PLUS));

        assertEquals("[{\"radius\":2.0}]", WorkerJson.text(object.get("shapes")));
        assertEquals("PLUS", object.text("sign"));
        assertThrows(DoesNotCross.class, () -> WorkerJson.object("text"));
    }

    @Test
    void aMemberThatIsThereTwiceIsRefused() {
        JacksonException failure =
                assertThrows(JacksonException.class, () -> WorkerJson.parse("{\"a\":{\"b\":1,\"b\":1}}"));

        assertEquals("member 'b' is there twice", failure.getOriginalMessage());
        assertEquals("{\"a\":{\"b\":1},\"b\":2}", WorkerJson.text(WorkerJson.parse("{\"a\":{\"b\":1},\"b\":2}")));
    }

    @Test
    void aLargeNumberIsShownWhole() {
        assertEquals("9223372036854775808", WorkerJson.text(WorkerJson.parse("9223372036854775808")));
    }
}
