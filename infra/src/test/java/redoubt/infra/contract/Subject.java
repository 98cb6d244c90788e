package redoubt.infra.contract;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.model.Field;
import redoubt.model.Required;
import redoubt.model.Shape;
import redoubt.model.wire.Naming;
import redoubt.query.Criterion;
import redoubt.query.Queries;
import redoubt.query.assembly.ReadSide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One kind of resource as a contract sees it: a client, a folder that nobody else uses, and how to make one more. */
final class Subject {

    private final Shape<?> shape;
    private final Http http;
    private final Queries queries;
    private final String home;
    private final IntFunction<String> samples;
    private final String change;
    private final List<Mistake> mistakes;

    private Subject(
            Shape<?> shape,
            Http http,
            Queries queries,
            String home,
            IntFunction<String> samples,
            String change,
            List<Mistake> mistakes) {
        this.shape = shape;
        this.http = http;
        this.queries = queries;
        this.home = home;
        this.samples = samples;
        this.change = change;
        this.mistakes = mistakes;
    }

    static Subject of(
            Shape<?> shape,
            RunningRedoubt redoubt,
            String home,
            IntFunction<String> samples,
            String change,
            Stream<Mistake> mistakes) {
        return new Subject(
                shape,
                redoubt.http(),
                redoubt.part(ReadSide.class).queries(),
                home,
                samples,
                change,
                mistakes.toList());
    }

    Http http() {
        return http;
    }

    String noun() {
        return shape.noun();
    }

    /** The path of the collection. */
    String path() {
        return "/api/v1/" + shape.plural() + "/";
    }

    /** The path of one of them. */
    String path(String id) {
        return path() + id + "/";
    }

    /** The folder that holds everything this contract makes. */
    String home() {
        return home;
    }

    /** The member that says where one of them lives. */
    String parent() {
        return member(shape.parent().orElseThrow());
    }

    /** The body of the n-th example. */
    ObjectNode body(int n) {
        return object(samples.apply(n)).put(parent(), home);
    }

    Reply create(ObjectNode body) {
        return http.post(path(), body);
    }

    /** The n-th example, as it was answered. */
    ObjectNode created(int n) {
        return (ObjectNode) create(body(n)).expect(201).json();
    }

    /** The first examples, in the order in which they were made. */
    List<ObjectNode> created(int from, int to) {
        return IntStream.range(from, to).mapToObj(this::created).toList();
    }

    JsonNode live(String id) {
        return http.get(path(id)).expect(200).json();
    }

    /** A list of what lives in the folder of this contract; parameters as in a query string. */
    Reply list(String parameters) {
        String within = parent().equals("folder") ? "folder_exact" : parent();
        return http.get(path() + "?" + within + "=" + home + (parameters.isEmpty() ? "" : "&" + parameters));
    }

    /** A change that is one, as a merge patch. */
    ObjectNode change() {
        return object(change);
    }

    List<Mistake> mistakes() {
        return mistakes;
    }

    /** The fields that somebody is shown. */
    List<? extends Field<?, ?>> fields() {
        return shape.fields().stream().filter(Field::shown).toList();
    }

    /** The fields that clients write, but for the one that says where it lives. */
    List<? extends Field<?, ?>> written() {
        return fields().stream()
                .filter(Field::writable)
                .filter(field -> !member(field).equals(parent()))
                .toList();
    }

    List<String> required() {
        return fields().stream()
                .filter(field -> field.is(Required.class))
                .map(Subject::member)
                .toList();
    }

    List<Criterion> criteria() {
        return queries.criteria(shape);
    }

    List<String> orderings() {
        return queries.orderings(shape).stream().map(Naming.SNAKE::member).toList();
    }

    /** The members that clients see and cannot write. */
    Stream<String> readOnly() {
        return Stream.of(
                        Stream.of("id", "created_at", "updated_at", "created_by", "updated_by", "version"),
                        fields().stream().filter(field -> !field.writable()).map(Subject::member),
                        queries.derived(shape).stream().map(derived -> Naming.SNAKE.member(derived.name())))
                .flatMap(members -> members);
    }

    /** How many events the log has for one of them. */
    int events(String id) {
        return http.get("/api/v1/events/?resource=" + id)
                .expect(200)
                .json()
                .path("results")
                .size();
    }

    static String member(Field<?, ?> field) {
        return Naming.SNAKE.member(field.name());
    }

    static ObjectNode object(String json) {
        return (ObjectNode) JsonMapper.shared().readTree(json);
    }

    /** The members of an object. */
    static Map<String, JsonNode> members(JsonNode object) {
        return Map.copyOf(object.properties().stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
