package redoubt.api.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.grc.Folder;
import redoubt.model.Field;
import redoubt.model.Kind;
import redoubt.model.Shape;
import redoubt.model.access.Access;
import redoubt.model.access.Principal;
import redoubt.model.wire.Identifiers;
import redoubt.model.wire.Json;
import redoubt.people.User;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Query;
import redoubt.query.Sight;
import redoubt.query.Window;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * What the references of a file mean that people wrote: the address of an account, for whoever manages accounts, what something is called elsewhere, its
 * name, or the path of a folder. Found among what the one who brings the file in may see. For one file; used by one thread
 * after the other.
 */
final class NamedReferences<R> {

    private static final int ROWS = 500;

    /** Several things of one name are as many as are looked at before that is told. */
    private static final int MOST = 1_000;

    /** By what criteria things are found, the most telling first. */
    private static final List<String> NAMES = List.of("email", "refId", "urn", "name");

    private static final String STEP = "/";

    private final Shape<R> shape;
    private final Showing showing;
    /** By type and name, the identifiers of things that are called so. */
    private final Map<Class<?>, Map<String, Set<String>>> known = new HashMap<>();

    NamedReferences(Shape<R> shape, Showing showing) {
        this.shape = shape;
        this.showing = showing;
    }

    /**
     * A row whose references are identifiers.
     *
     * @param unclear what is wrong with those that are not, by camelCase name of the member, which the row is without
     */
    record Clear(Row row, Map<String, String> unclear) {}

    /** The rows with identifiers in place of names. */
    Flux<Clear> in(Flux<Row> rows, Call call) {
        return rows.buffer(ROWS)
                .concatMap(stretch -> learned(stretch, call).thenMany(Flux.fromIterable(stretch)), 1)
                .map(this::clear);
    }

    /** Looks up what is not known yet. What comes after it is not the business of the thread that answers. */
    private Mono<Void> learned(List<Row> rows, Call call) {
        Map<Class<?>, Set<String>> asked = new LinkedHashMap<>();
        for (Field<R, ?> field : references()) {
            Map<String, Set<String>> ours = called(field.target());
            rows.forEach(row -> names(field, row).stream()
                    .filter(name -> !ours.containsKey(name))
                    .forEach(name -> asked.computeIfAbsent(field.target(), _ -> new LinkedHashSet<>())
                            .add(name)));
        }
        return asked.isEmpty()
                ? Mono.empty()
                : showing.freshness()
                        .reached(call)
                        .thenMany(Flux.fromIterable(asked.entrySet()))
                        .concatMap(each -> learned(Shape.of(each.getKey()), each.getValue(), call.by()))
                        .then()
                        .publishOn(Schedulers.boundedElastic());
    }

    private <T> Mono<Void> learned(Shape<T> target, Set<String> names, Principal by) {
        Map<String, Set<String>> ours = called(target.type());
        names.forEach(name -> ours.put(name, new LinkedHashSet<>()));
        return Flux.fromIterable(NAMES)
                .filter(name -> target.type() != User.class || Access.knowsAccounts(by))
                .concatMap(name -> Mono.justOrEmpty(criterion(target, name)))
                .concatMap(criterion -> found(target, criterion, open(names, ours), by)
                        .doOnNext(sight -> note(target, sight, criterion, ours)))
                .then();
    }

    private Map<String, Set<String>> called(Class<?> type) {
        return known.computeIfAbsent(type, _ -> new HashMap<>());
    }

    private Optional<Criterion> criterion(Shape<?> target, String name) {
        return showing.queries().criteria(target).stream()
                .filter(each -> each.name().equals(name) && each.kind() == Kind.TEXT)
                .findFirst();
    }

    private static List<String> open(Set<String> names, Map<String, Set<String>> ours) {
        return names.stream()
                .filter(name -> ours.getOrDefault(name, Set.of()).isEmpty())
                .toList();
    }

    private <T> Flux<Sight<T>> found(Shape<T> target, Criterion criterion, List<String> names, Principal by) {
        if (names.isEmpty()) {
            return Flux.empty();
        }
        List<Object> values = names.stream()
                .<Object>map(name -> last(target, name))
                .distinct()
                .toList();
        Condition among = new Condition(criterion, Criterion.Lookup.AMONG, values, false);
        return showing.queries()
                .page(new Query<>(target, by, List.of(among), List.of(), List.of(), new Window(0, MOST)))
                .flatMapIterable(page -> page.items());
    }

    private static <T> void note(Shape<T> target, Sight<T> sight, Criterion criterion, Map<String, Set<String>> ours) {
        String value = target.field(criterion.name())
                .map(field -> String.valueOf(field.of(sight.known().state())))
                .orElse("");
        ours.forEach((name, things) -> {
            if (same(target, last(target, name), value) && stands(target, sight, name)) {
                things.add(sight.known().ref().id());
            }
        });
    }

    /** Addresses are the same in whatever letters. */
    private static boolean same(Shape<?> target, String name, String value) {
        return target.type() == User.class ? name.equalsIgnoreCase(value) : name.equals(value);
    }

    /** The name of what a path leads to. */
    private static String last(Shape<?> target, String name) {
        return target.type() == Folder.class
                ? name.substring(name.lastIndexOf(STEP) + 1).strip()
                : name;
    }

    /** Whether a folder stands where a path says, from wherever that path begins. */
    private static boolean stands(Shape<?> target, Sight<?> sight, String name) {
        if (target.type() != Folder.class || !name.contains(STEP)) {
            return true;
        }
        List<String> path = new ArrayList<>();
        if (sight.derived().get("path") instanceof List<?> steps) {
            steps.forEach(step -> path.add(String.valueOf(((Map<?, ?>) step).get("name"))));
        }
        List<String> wanted =
                Arrays.stream(name.split(STEP, -1)).map(String::strip).toList();
        return path.size() >= wanted.size()
                && path.subList(path.size() - wanted.size(), path.size()).equals(wanted);
    }

    private Clear clear(Row row) {
        Map<String, String> unclear = new LinkedHashMap<>();
        for (Field<R, ?> field : references()) {
            String member = member(field);
            JsonNode value = row.members().get(member);
            if (value == null || names(field, row).isEmpty()) {
                continue;
            }
            JsonNode clear = field.kind() == Kind.REFS ? list(field, value, unclear) : one(field, value, unclear);
            if (unclear.containsKey(field.name())) {
                row.members().remove(member);
            } else {
                row.members().set(member, clear);
            }
        }
        return new Clear(row, unclear);
    }

    private JsonNode list(Field<R, ?> field, JsonNode value, Map<String, String> unclear) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        value.forEach(each -> list.add(one(field, each, unclear)));
        return list;
    }

    private JsonNode one(Field<R, ?> field, JsonNode value, Map<String, String> unclear) {
        if (!isName(value)) {
            return value;
        }
        String name = value.stringValue();
        Set<String> things = called(field.target()).getOrDefault(name, Set.of());
        if (things.size() == 1) {
            return Json.MAPPER.getNodeFactory().stringNode(things.iterator().next());
        }
        unclear.put(
                field.name(),
                things.isEmpty()
                        ? "Nothing that you may see is called \"" + name + "\"."
                        : "Several are called \"" + name + "\"; give the identifier of one.");
        return value;
    }

    private List<Field<R, ?>> references() {
        return shape.references().stream().filter(Field::writable).toList();
    }

    private Set<String> names(Field<R, ?> field, Row row) {
        Set<String> names = new LinkedHashSet<>();
        JsonNode value = row.members().get(member(field));
        if (value != null && field.kind() == Kind.REFS && value.isArray()) {
            value.forEach(each -> add(each, names));
        } else if (value != null && field.kind() == Kind.REF) {
            add(value, names);
        }
        return names;
    }

    private static void add(JsonNode value, Set<String> names) {
        if (isName(value)) {
            names.add(value.stringValue());
        }
    }

    private static boolean isName(JsonNode value) {
        return value.isString()
                && !value.stringValue().isBlank()
                && Identifiers.read(value.stringValue()).isEmpty();
    }

    private String member(Field<R, ?> field) {
        return showing.dialect().naming().member(field.name());
    }
}
