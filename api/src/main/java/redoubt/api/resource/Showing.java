package redoubt.api.resource;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Dialect;
import redoubt.api.dialect.Paging;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.EntityTags;
import redoubt.api.http.JsonText;
import redoubt.api.http.PublicUrl;
import redoubt.api.http.Reply;
import redoubt.api.route.Call;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.Moment;
import redoubt.query.Queries;
import redoubt.query.Sight;
import tools.jackson.core.JsonGenerator;

/** Shows resources: what every endpoint that answers with one has in common. */
public final class Showing {

    private final Queries queries;
    private final Dialect dialect;
    private final Freshness freshness;
    private final PublicUrl url;
    private final Clock clock;
    private final Map<Shape<?>, Representation<?>> representations = new ConcurrentHashMap<>();
    private final Map<Shape<?>, Representation<?>> reticent = new ConcurrentHashMap<>();

    /** Shows what {@code queries} tell, in a dialect. */
    public Showing(Queries queries, Dialect dialect, Freshness freshness, PublicUrl url, Clock clock) {
        this.queries = queries;
        this.dialect = dialect;
        this.freshness = freshness;
        this.url = url;
        this.clock = clock;
    }

    /** The dialect. */
    public Dialect dialect() {
        return dialect;
    }

    /** The read side. */
    public Queries queries() {
        return queries;
    }

    /** Who waits for whom. */
    public Freshness freshness() {
        return freshness;
    }

    /** The time. */
    public Clock clock() {
        return clock;
    }

    /** The public address. */
    public PublicUrl url() {
        return url;
    }

    /** How resources of a shape are shown. */
    @SuppressWarnings("unchecked")
    public <R> Representation<R> representation(Shape<R> shape) {
        return (Representation<R>) representations.computeIfAbsent(
                shape, each -> new Representation<>(each, queries.derived(each), dialect));
    }

    /** How they are shown where nothing can be taken back: without what says who somebody is. */
    @SuppressWarnings("unchecked")
    public <R> Representation<R> reticent(Shape<R> shape) {
        return (Representation<R>)
                reticent.computeIfAbsent(shape, each -> Representation.reticent(each, queries.derived(each), dialect));
    }

    /** The public URL of a resource. */
    public String location(Ref<?> ref) {
        return url.of(dialect.path("/" + Shape.of(ref.type()).plural() + "/" + ref.id()));
    }

    /** What was just written, with what follows from it. */
    public <R> Mono<Sight<R>> describe(Principal by, Known<R> known) {
        return freshness
                .describe(by, queries.describedBy(Shape.of(known.ref().type())))
                .then(Mono.defer(() -> queries.describe(by, List.of(known), Moment.now(clock.instant()))))
                .map(List::getFirst);
    }

    /** The bytes of one resource. */
    public <R> byte[] bytes(Sight<R> sight, Expansion expansion) {
        Representation<R> representation =
                representation(Shape.of(sight.known().ref().type()));
        return JsonText.write(out -> representation.write(sight, expansion, out));
    }

    /** The answer that is one resource. */
    public <R> Reply reply(int status, Sight<R> sight, Expansion expansion) {
        byte[] body = bytes(sight, expansion);
        return Reply.json(status, body).with("ETag", EntityTags.of(sight.known().version(), body));
    }

    /**
     * The answer that is a page of something else than resources.
     *
     * @param count how many there are altogether
     * @param rows those of the page
     */
    public <T> Reply page(Call call, Paging.Cut cut, long count, List<T> rows, BiConsumer<T, JsonGenerator> write) {
        if (!cut.exists(count)) {
            throw new Refused(new Failure.NotFound());
        }
        Paging.Place place =
                new Paging.Place(url, call.path(), call.parameters().raw());
        byte[] body = JsonText.write(out ->
                dialect.paging().write(cut, count, place, out, into -> rows.forEach(row -> write.accept(row, into))));
        return unlessKnown(call, Reply.json(200, body).with("ETag", EntityTags.of(body)));
    }

    /** The same, or nothing new if the caller has it already. */
    public static Reply unlessKnown(Call call, Reply reply) {
        String tag = reply.headers().get("ETag");
        return tag != null && EntityTags.named(call.header("If-None-Match"), tag) ? reply.notModified() : reply;
    }

    /** The expansion with the names of everything that is to be expanded in the sights. */
    <R> Mono<Expansion> names(Principal by, Shape<R> shape, List<Sight<R>> sights, Expansion expansion) {
        return names(queries, by, shape, sights, expansion);
    }

    /** The same, as those say who answer. */
    <R> Mono<Expansion> names(
            Queries queries, Principal by, Shape<R> shape, List<Sight<R>> sights, Expansion expansion) {
        if (expansion.isEmpty()) {
            return Mono.just(expansion);
        }
        Set<Ref<?>> refs = new LinkedHashSet<>();
        sights.forEach(sight -> representation(shape).collect(sight, expansion, refs));
        return queries.names(by, new ArrayList<>(refs)).map(expansion::with);
    }
}
