package redoubt.model;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All resources and facts the product knows, by their public names. Immutable. */
public final class Catalogue {

    private final Map<String, Shape<?>> resources = new LinkedHashMap<>();
    private final Map<String, Class<?>> facts = new LinkedHashMap<>();

    private final List<String> eventNames;

    private Catalogue(Collection<Class<?>> types) {
        types.stream().sorted(Comparator.comparing(Class::getName)).forEach(this::add);
        eventNames = named();
    }

    /** The catalogue of these record types; each is a {@link Resource} or a {@link Fact.Happened}. */
    public static Catalogue of(Collection<Class<?>> types) {
        return new Catalogue(types);
    }

    /** The same, for a handful of types. */
    public static Catalogue of(Class<?>... types) {
        return of(List.of(types));
    }

    private void add(Class<?> type) {
        if (type.isAnnotationPresent(Resource.class) && type.isRecord()) {
            Shape<?> shape = Shape.of(type);
            if (resources.putIfAbsent(shape.noun(), shape) != null) {
                throw new IllegalArgumentException("Two resources are called " + shape.noun());
            }
        } else if (type.isAnnotationPresent(Fact.Happened.class) && type.isRecord()) {
            if (facts.putIfAbsent(factName(type), type) != null) {
                throw new IllegalArgumentException("Two facts are called " + factName(type));
            }
        } else {
            throw new IllegalArgumentException(type.getName() + " is neither a resource nor a fact");
        }
    }

    /** The public event name of a fact type. */
    public static String factName(Class<?> fact) {
        Fact.Happened happened = fact.getAnnotation(Fact.Happened.class);
        return Nouns.of(happened.to()) + "." + happened.as();
    }

    /** All resources, in the order of their class names. */
    public Collection<Shape<?>> resources() {
        return Collections.unmodifiableCollection(resources.values());
    }

    /** The resource with that noun. */
    public Optional<Shape<?>> resource(String noun) {
        return Optional.ofNullable(resources.get(noun));
    }

    /** All fact types by event name. */
    public Map<String, Class<?>> facts() {
        return Map.copyOf(facts);
    }

    /** Every event name that can occur, sorted. */
    public List<String> eventNames() {
        return eventNames;
    }

    private List<String> named() {
        return resources.values().stream()
                .flatMap(shape -> Stream.concat(
                        changes(shape).map(participle -> shape.noun() + participle),
                        facts.keySet().stream().filter(fact -> fact.startsWith(shape.noun() + "."))))
                .sorted()
                .toList();
    }

    /** What comes and goes with something else is only ever changed, if there is anything to change. */
    private static Stream<String> changes(Shape<?> shape) {
        if (shape.noted()) {
            return Stream.empty();
        }
        if (shape.bearer().isEmpty()) {
            return Stream.of(".created", ".updated", ".deleted");
        }
        return shape.fields().stream().anyMatch(Field::writable) ? Stream.of(".updated") : Stream.empty();
    }
}
