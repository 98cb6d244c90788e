package redoubt.api.custom;

import java.util.LinkedHashMap;
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
import redoubt.grc.Risk;
import redoubt.model.Shape;
import redoubt.query.report.RiskSummary;

/** Risks in numbers. */
final class RiskNumbers implements Handler {

    private final Views views;
    private final Showing showing;
    private final Narrowing narrowing;

    RiskNumbers(Views views, Showing showing) {
        this.views = views;
        this.showing = showing;
        this.narrowing = new Narrowing(Shape.of(Risk.class), showing);
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        Narrowing.Asked asked = narrowing.read(call.parameters());
        call.parameters().finish();
        return showing.freshness().read(call, position -> views.riskSummary(call.by(), asked.where(), asked.search())
                .map(summary -> Reply.json(
                        200,
                        out -> Values.write(
                                members(summary), out, showing.dialect().naming())))
                .map(reply -> reply.with("ETag", EntityTags.of(reply.body())).with(Freshness.PROJECTED, position))
                .map(reply -> Showing.unlessKnown(call, reply)));
    }

    List<Parameter> parameters() {
        return narrowing.parameters();
    }

    private static Map<String, @Nullable Object> members(RiskSummary summary) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("count", summary.count());
        members.put("byStatus", summary.byStatus());
        members.put("bySeverity", summary.bySeverity());
        members.put("byTreatment", summary.byTreatment());
        members.put("heatmap", summary.heatmap());
        members.put("overdue", summary.overdue());
        return members;
    }
}
