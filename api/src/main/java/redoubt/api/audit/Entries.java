package redoubt.api.audit;

import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Paging;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.Answer;
import redoubt.api.http.EntityTags;
import redoubt.api.http.JsonText;
import redoubt.api.http.Parameters;
import redoubt.api.http.Reply;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.api.route.Clearance;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.audit.AuditLog;

/** What happened, as far as the caller may look into the audit log: as a list, and one by one. */
final class Entries {

    private final AuditLog audit;
    private final Filtering filtering;
    private final EntryText text;
    private final Showing showing;
    private final Freshness freshness;

    Entries(AuditLog audit, Filtering filtering, EntryText text, Showing showing, Freshness freshness) {
        this.audit = audit;
        this.filtering = filtering;
        this.text = text;
        this.showing = showing;
        this.freshness = freshness;
    }

    Mono<Answer> list(Call call) {
        Clearance.somewhere(call, Permission.VIEW_AUDIT_LOG);
        Parameters parameters = call.parameters();
        Paging.Cut cut = showing.dialect().paging().read(parameters);
        boolean ascending = ascending(parameters);
        Filtering.Wanted wanted = filtering.read(parameters);
        parameters.finish();
        return freshness.read(call, position -> filtering
                .question(wanted)
                .flatMap(question -> audit.page(call.by(), question, ascending, cut.window()))
                .flatMap(part -> text.names(call.by(), part.entries()).map(names -> showing.page(
                                call, cut, part.count(), part.entries(), (entry, out) -> text.write(entry, names, out))
                        .with(Freshness.PROJECTED, position))));
    }

    Mono<Answer> one(Call call) {
        Clearance.somewhere(call, Permission.VIEW_AUDIT_LOG);
        call.parameters().finish();
        String position = call.step("position");
        if (!position.matches("[1-9]\\d{0,14}")) {
            return Mono.error(new Refused(new Failure.NotFound()));
        }
        return freshness.read(call, reached -> audit.one(call.by(), Long.parseLong(position))
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())))
                .flatMap(entry -> text.names(call.by(), List.of(entry)).map(names -> {
                    byte[] body = JsonText.write(out -> text.writeWhole(entry, names, out));
                    return Showing.unlessKnown(
                            call,
                            Reply.json(200, body)
                                    .with("ETag", EntityTags.of(body))
                                    .with(Freshness.PROJECTED, reached));
                })));
    }

    private static boolean ascending(Parameters parameters) {
        String ordering = parameters.one("ordering");
        if (ordering != null && !ordering.equals("position") && !ordering.equals("-position")) {
            parameters.complaints().add("ordering", "Choose position or -position.");
        }
        return "position".equals(ordering);
    }
}
