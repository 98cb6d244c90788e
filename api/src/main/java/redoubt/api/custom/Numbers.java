package redoubt.api.custom;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Values;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.Answer;
import redoubt.api.http.EntityTags;
import redoubt.api.http.Parameter;
import redoubt.api.http.Reply;
import redoubt.api.resource.Narrowing;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.model.Shape;
import redoubt.model.access.Principal;
import redoubt.query.Condition;

/** Resources in numbers, narrowed down like a list of them. */
final class Numbers implements Handler {

    private final String noun;
    private final Counting counting;
    private final Showing showing;
    private final Narrowing narrowing;

    /** Counts what a list with these conditions and words would have; tells members of an object. */
    interface Counting {

        Mono<Map<String, @Nullable Object>> count(Principal by, List<Condition> where, List<String> search);
    }

    Numbers(Shape<?> shape, Counting counting, Showing showing) {
        this.noun = shape.noun();
        this.counting = counting;
        this.showing = showing;
        this.narrowing = new Narrowing(shape, showing);
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        Narrowing.Asked asked = narrowing.read(call.parameters());
        call.parameters().finish();
        return showing.freshness().read(call, position -> {
            Freshness.Reflection reflection = showing.freshness().reflection(noun, position);
            return counting.count(call.by(), asked.where(), asked.search())
                    .map(members -> Reply.json(
                            200,
                            out -> Values.write(members, out, showing.dialect().naming())))
                    .map(reply -> reflection.positioned(reply.with("ETag", EntityTags.of(reply.body()))))
                    .map(reply -> Showing.unlessKnown(call, reply));
        });
    }

    List<Parameter> parameters() {
        return narrowing.parameters();
    }
}
