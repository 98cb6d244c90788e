package redoubt.api.compliance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.Answer;
import redoubt.api.http.EntityTags;
import redoubt.api.http.Parameter;
import redoubt.api.http.Reply;
import redoubt.api.resource.Expansion;
import redoubt.api.resource.Representation;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.api.route.Content;
import redoubt.api.route.Handler;
import redoubt.grc.Framework;
import redoubt.grc.Requirement;
import redoubt.model.Kind;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.Order;
import redoubt.query.Page;
import redoubt.query.Query;
import redoubt.query.Sight;
import redoubt.query.Window;
import tools.jackson.core.JsonGenerator;

/** The requirements of a framework, each with those that stand below it. */
final class RequirementTree implements Handler {

    static final Parameter FRESH = Freshness.PARAMETER;
    static final Content FORM = Forms.TREE;

    private static final Shape<Framework> FRAMEWORK = Shape.of(Framework.class);
    private static final Shape<Requirement> REQUIREMENT = Shape.of(Requirement.class);
    private static final Criterion WITHIN = new Criterion("framework", Kind.REF, Set.of(), List.of(), false);

    private final Showing showing;
    private final Order order;

    RequirementTree(Showing showing, Order order) {
        this.showing = showing;
        this.order = order;
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        call.parameters().finish();
        Ref<Framework> framework = call.target(FRAMEWORK);
        return showing.freshness()
                .read(call, _ -> showing.queries()
                        .one(call.by(), framework)
                        .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())))
                        .flatMap(_ -> requirements(call, framework)))
                .map(page -> Reply.json(200, out -> write(page.items(), out)))
                .map(reply -> Showing.unlessKnown(call, reply.with("ETag", EntityTags.of(reply.body()))));
    }

    private Mono<Page<Requirement>> requirements(Call call, Ref<Framework> framework) {
        Condition within = new Condition(WITHIN, Lookup.AMONG, List.of(framework.id()), false);
        return showing.queries()
                .page(new Query<>(
                        REQUIREMENT,
                        call.by(),
                        List.of(within),
                        List.of(),
                        List.of(order),
                        new Window(0, Framework.MOST_REQUIREMENTS)));
    }

    private void write(List<Sight<Requirement>> all, JsonGenerator out) {
        Map<@Nullable String, List<Sight<Requirement>>> below = new HashMap<>();
        all.forEach(each -> below.computeIfAbsent(each.known().state().parentUrn(), _ -> new ArrayList<>())
                .add(each));
        out.writeStartArray();
        level(null, below, showing.representation(REQUIREMENT), out);
        out.writeEndArray();
    }

    private static void level(
            @Nullable String urn,
            Map<@Nullable String, List<Sight<Requirement>>> below,
            Representation<Requirement> representation,
            JsonGenerator out) {
        for (Sight<Requirement> each : below.getOrDefault(urn, List.of())) {
            out.writeStartObject();
            representation.members(each, Expansion.NONE, out);
            out.writeName("children");
            out.writeStartArray();
            level(each.known().state().urn(), below, representation, out);
            out.writeEndArray();
            out.writeEndObject();
        }
    }
}
