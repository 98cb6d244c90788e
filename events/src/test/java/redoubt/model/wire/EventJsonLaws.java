package redoubt.model.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import redoubt.model.Change;
import redoubt.model.Created;
import redoubt.model.Deleted;
import redoubt.model.EventName;
import redoubt.model.Fact;
import redoubt.model.Instances;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.Updated;
import redoubt.model.Vocabulary;
import tools.jackson.databind.JsonNode;

/** Every event of every resource comes back from JSON as it went. */
class EventJsonLaws {

    private final EventJson json = new EventJson(Vocabulary.catalogue(), List.of());

    @Property
    void aCreationComesBackAsItWent(@ForAll("resources") Object state) {
        assertThat(back(new Created<>(state), state)).isEqualTo(new Created<>(state));
    }

    @Property
    void aDeletionComesBackAsItWent(@ForAll("resources") Object state) {
        assertThat(back(new Deleted<>(state), state)).isEqualTo(new Deleted<>(state));
    }

    @Property
    void anUpdateComesBackAsItWent(@ForAll("pairs") List<Object> states) {
        Patch<Object> patch = Patch.between(states.get(0), states.get(1));
        assertThat(back(new Updated<>(patch), states.get(0))).isEqualTo(new Updated<>(patch));
    }

    @Property
    void aFactComesBackAsItWent(@ForAll("facts") Fact<?> fact) {
        assertThat(json.read(EventName.of(null, fact), 1, json.write(fact))).isEqualTo(fact);
    }

    /** Every language reads such a number as the same one, so that hashes of events are the same everywhere. */
    @Property
    void numbersInEventsAreWholeAndExact(
            @ForAll("resources") Object state, @ForAll("pairs") List<Object> states, @ForAll("facts") Fact<?> fact) {
        for (Change<?> change :
                List.of(new Created<>(state), new Updated<>(Patch.between(states.get(0), states.get(1))), fact)) {
            assertThat(numbers(Json.MAPPER.readTree(json.write(change))))
                    .allMatch(number -> number.isIntegralNumber()
                            && number.canConvertToLong()
                            && Math.abs(number.longValue()) <= 1L << 53);
        }
    }

    private static Stream<JsonNode> numbers(JsonNode node) {
        return node.isNumber() ? Stream.of(node) : node.valueStream().flatMap(EventJsonLaws::numbers);
    }

    private Change<?> back(Change<?> change, Object state) {
        Ref<?> ref = Ref.of(state.getClass(), "1");
        return json.read(EventName.of(ref, change), 1, json.write(change));
    }

    @Provide
    Arbitrary<Object> resources() {
        return Instances.resources();
    }

    @Provide
    Arbitrary<Fact<?>> facts() {
        return Instances.facts();
    }

    @Provide
    Arbitrary<List<Object>> pairs() {
        return Arbitraries.of(Vocabulary.catalogue().resources()).flatMap(EventJsonLaws::pair);
    }

    private static <R> Arbitrary<List<Object>> pair(Shape<R> shape) {
        Arbitrary<R> instances = Instances.of(shape);
        return Combinators.combine(instances, instances).as((before, after) -> List.of(before, after));
    }
}
