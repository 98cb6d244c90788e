package redoubt.api.tenancy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Paging;
import redoubt.api.dialect.ThreatModelling;
import redoubt.api.http.Answer;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.api.http.PublicUrl;
import redoubt.api.http.Reply;
import redoubt.api.http.Spelled;
import redoubt.api.route.Call;
import redoubt.api.tenancy.Directory.Question;
import redoubt.api.tenancy.Directory.Term;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Refused;
import redoubt.query.Order;
import redoubt.query.Window;

/**
 * The list of a type: filters are exact and a filter without a value is none, unknown parameters are passed over, and so are
 * unknown orderings.
 */
final class Lists<I> {

    private static final Paging PAGING = ThreatModelling.DIALECT.paging();
    private static final int WORDS = 10;

    private final Tenancy tenancy;
    private final PublicUrl url;
    private final Class<I> type;
    private final Map<String, Filter> filters = new LinkedHashMap<>();
    private final List<String> orderings = new ArrayList<>();
    private boolean searched;

    Lists(Tenancy tenancy, PublicUrl url, Class<I> type) {
        this.tenancy = tenancy;
        this.url = url;
        this.type = type;
    }

    /** How the value of a filter is read. */
    sealed interface Filter {

        /** One of these words. */
        record Word(List<String> words) implements Filter {}

        /** The number of something. */
        record Reference(Class<?> of) implements Filter {}

        /** True or false; anything else is no filter. */
        record Flag() implements Filter {}

        /** The number of somebody. */
        record Somebody() implements Filter {}
    }

    Lists<I> filtered(String name, Filter filter) {
        filters.put(name, filter);
        return this;
    }

    Lists<I> searched() {
        searched = true;
        return this;
    }

    Lists<I> ordered(String... names) {
        orderings.addAll(List.of(names));
        return this;
    }

    /** All parameters, for documents. */
    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(PAGING.parameters());
        filters.forEach((name, filter) -> all.add(
                switch (filter) {
                    case Filter.Word word ->
                        Parameter.query(
                                name,
                                "Exactly this.",
                                Map.of("type", "string", "enum", word.words()),
                                word.words().getFirst());
                    case Filter.Flag _ -> Parameter.query(name, "Whether it is so.", Map.of("type", "boolean"), true);
                    case Filter.Reference _, Filter.Somebody _ ->
                        Parameter.query(name, "The number of one.", Map.of("type", "integer"), 7);
                }));
        if (searched) {
            all.add(Parameter.text("search", "Words that must all occur, whatever their case.", "north"));
        }
        if (!orderings.isEmpty()) {
            all.add(Parameter.text(
                    "ordering",
                    "Names separated by commas, with a minus sign for descending order: " + String.join(", ", orderings)
                            + ".",
                    orderings.getFirst()));
        }
        return all;
    }

    Mono<Answer> page(Call call) {
        Parameters parameters = call.parameters();
        Paging.Cut cut = PAGING.read(parameters);
        return question(call, cut.window())
                .flatMap(question -> tenancy.directory().list(type, question).map(listed -> {
                    if (!cut.exists(listed.count())) {
                        throw new Refused(new redoubt.model.failure.Failure.NotFound("Invalid page."));
                    }
                    Paging.Place place = new Paging.Place(url, call.path(), parameters.raw());
                    return Reply.json(
                            200,
                            out -> PAGING.write(cut, listed.count(), place, out, rows -> listed.items()
                                    .forEach(item -> Tenancy.write(item, rows))));
                }));
    }

    /** Everything that belongs to one thing, without pages. */
    Mono<Answer> within(Call call, Directory.Located container, String name) {
        Question question = new Question(
                List.of(container.seat()),
                call.by(),
                List.of(new Term(name, container.id())),
                List.of(),
                List.of(),
                new Window(0, Integer.MAX_VALUE));
        return tenancy.directory()
                .list(type, question)
                .map(listed -> Reply.json(200, out -> {
                    out.writeStartArray();
                    listed.items().forEach(item -> Tenancy.write(item, out));
                    out.writeEndArray();
                }));
    }

    private Mono<Question> question(Call call, Window window) {
        Parameters parameters = call.parameters();
        List<String> words = searched ? words(parameters) : List.of();
        List<Order> order = order(parameters);
        Complaints complaints = new Complaints();
        return tenancy.seats(call).flatMap(seats -> Flux.fromIterable(filters.entrySet())
                .concatMap(filter -> {
                    List<String> sent = parameters.all(filter.getKey());
                    String value = sent.isEmpty() ? "" : sent.getLast().strip();
                    return value.isEmpty()
                            ? Mono.empty()
                            : term(filter.getKey(), filter.getValue(), value, seats, complaints);
                })
                .collectList()
                .map(where -> {
                    if (!complaints.isEmpty()) {
                        throw new Refused(complaints.toFailure());
                    }
                    if (!parameters.complaints().isEmpty()) {
                        throw new Refused(Spelled.all(parameters.complaints()));
                    }
                    return new Question(seats, call.by(), where, words, order, window);
                }));
    }

    private Mono<Term> term(String name, Filter filter, String value, List<Seat> seats, Complaints complaints) {
        return switch (filter) {
            case Filter.Word word -> {
                if (!word.words().contains(value)) {
                    complaints.add(name, invalid(value));
                }
                yield Mono.just(new Term(name, value));
            }
            case Filter.Flag _ -> {
                String flag = value.toLowerCase(Locale.ROOT);
                yield flag.equals("true") || flag.equals("false")
                        ? Mono.just(new Term(name, flag.equals("true")))
                        : Mono.empty();
            }
            case Filter.Reference reference ->
                found(name, value, complaints, n -> tenancy.directory()
                        .locate(reference.of(), n, seats)
                        .map(Directory.Located::id));
            case Filter.Somebody _ ->
                found(name, value, complaints, n -> tenancy.directory()
                        .person(n, seats)
                        .map(user -> user.id()));
        };
    }

    private static Mono<Term> found(
            String name, String value, Complaints complaints, java.util.function.LongFunction<Mono<String>> finding) {
        Mono<String> id = value.matches("\\d{1,18}") ? finding.apply(Long.parseLong(value)) : Mono.empty();
        return id.map(found -> new Term(name, found))
                .switchIfEmpty(Mono.fromRunnable(() -> complaints.add(name, invalid("That choice"))));
    }

    private static String invalid(String value) {
        return "Select a valid choice. " + value + " is not one of the available choices.";
    }

    private static List<String> words(Parameters parameters) {
        List<String> sent = parameters.all("search");
        return sent.isEmpty()
                ? List.of()
                : Arrays.stream(sent.getLast().split("[\\s,]+", -1))
                        .filter(word -> !word.isEmpty())
                        .limit(WORDS)
                        .toList();
    }

    private List<Order> order(Parameters parameters) {
        List<String> sent = parameters.all("ordering");
        List<Order> order = new ArrayList<>();
        for (String term :
                sent.isEmpty() ? List.<String>of() : List.of(sent.getLast().split(",", -1))) {
            boolean descending = term.strip().startsWith("-");
            String name = descending ? term.strip().substring(1) : term.strip();
            if (orderings.contains(name)) {
                order.add(new Order(name, descending));
            }
        }
        return order;
    }
}
