package redoubt.api.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Paging;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.resource.Showing;
import redoubt.api.route.About;
import redoubt.api.route.Call;
import redoubt.api.route.Clearance;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Handler;
import redoubt.api.route.Takes;
import redoubt.model.Catalogue;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Identifiers;
import redoubt.query.log.LogCensus;
import redoubt.query.rebuild.Projection;
import redoubt.query.rebuild.Rebuild;
import redoubt.query.rebuild.Rebuilds;

/** Projections, and making them anew while they are read and written. */
public final class ProjectionEndpoints {

    private static final String TAG = "Projections";

    private final Rebuilds rebuilds;
    private final Standings standings;
    private final Showing showing;
    private final ProjectionNames names;
    private final ProjectionText text;

    /** The endpoints for the projections of a catalogue. */
    public ProjectionEndpoints(Rebuilds rebuilds, LogCensus census, Showing showing, Catalogue catalogue) {
        this.rebuilds = rebuilds;
        this.showing = showing;
        this.names = new ProjectionNames(catalogue);
        this.text = new ProjectionText(names);
        this.standings = new Standings(rebuilds, census, text, showing.clock());
    }

    /** The endpoints. */
    public List<Endpoint> endpoints() {
        List<Endpoint> endpoints = new ArrayList<>(rebuilding());
        endpoints.addAll(new PauseEndpoints(rebuilds, standings, names, showing.dialect()).endpoints());
        return endpoints;
    }

    private List<Endpoint> rebuilding() {
        return List.of(
                get(
                        "",
                        "list_projections",
                        "List the tables that are made from the log, and how far they are",
                        new Content.Many(ProjectionForms.PROJECTION),
                        this::list),
                get(
                        "{name}/",
                        "read_projection",
                        "Read how far one of them is",
                        ProjectionForms.PROJECTION,
                        this::read),
                post(
                        "{name}/rebuild/",
                        begun(
                                "rebuild_projection",
                                "Make a table anew from the whole log",
                                "The new table is made beside the one that is read. When it has caught up it takes the"
                                    + " place of the old one, at once and without an empty moment; the old one is kept"
                                    + " for an hour. verify compares them row by row; with swap false nothing is"
                                    + " replaced. No event, frame or webhook is sent again.",
                                ProjectionForms.REBUILD),
                        this::begin),
                post(
                        "rebuild-all/",
                        begun(
                                "rebuild_all_projections",
                                "Make every table anew, one after the other",
                                "Refused while any is being made.",
                                ProjectionForms.REBUILDS),
                        this::beginAll),
                get(
                        "{name}/rebuilds/",
                        "list_rebuilds",
                        "List the last fifty rebuilds of a table, newest first",
                        new Content.Many(ProjectionForms.REBUILD),
                        this::history),
                get(
                        "{name}/rebuilds/{id}/",
                        "read_rebuild",
                        "Read how far a rebuild is",
                        ProjectionForms.REBUILD,
                        this::one),
                get(
                                "{name}/rebuilds/{id}/stream",
                                "follow_rebuild",
                                "Follow a rebuild until it has ended, for ten minutes at most",
                                ProjectionForms.PROGRESS,
                                this::follow)
                        .giving("text/event-stream"),
                post(
                        "{name}/rebuilds/{id}/cancel/",
                        new About(
                                "cancel_rebuild",
                                TAG,
                                "Stop a rebuild; the table stays as it is",
                                "What has taken the place of a table stays there.",
                                List.of(),
                                Content.NOTHING,
                                200,
                                ProjectionForms.REBUILD,
                                Set.of(400, 409)),
                        this::cancel));
    }

    private static About begun(String operation, String summary, String description, Content response) {
        return new About(
                operation,
                TAG,
                summary,
                description,
                List.of(),
                ProjectionForms.WANTED,
                202,
                response,
                Set.of(400, 409, 413, 415));
    }

    private Endpoint get(String path, String operation, String summary, Content response, Handler handler) {
        boolean many = response instanceof Content.Many;
        return Endpoint.get(
                path(path),
                About.question(
                        operation,
                        TAG,
                        summary,
                        many ? showing.dialect().paging().parameters() : List.of(),
                        response),
                handler);
    }

    private Endpoint post(String path, About about, Handler handler) {
        Takes takes = about.request() == Content.NOTHING ? Takes.NOTHING : Takes.JSON;
        return Endpoint.of(HttpMethod.POST, path(path), takes, about, handler);
    }

    private String path(String rest) {
        return showing.dialect().path("/admin/projections/" + rest);
    }

    private Mono<Answer> list(Call call) {
        Clearance.everywhere(call, Permission.MANAGE_PROJECTIONS);
        Paging.Cut cut = showing.dialect().paging().read(call.parameters());
        call.parameters().finish();
        return rebuilds.projections().collectList().flatMap(all -> {
            List<Projection> shown =
                    all.stream().skip(cut.window().offset()).limit(cut.size()).toList();
            return standings.of(shown).map(found -> showing.page(call, cut, all.size(), found, text::write));
        });
    }

    private Mono<Answer> read(Call call) {
        String noun = names.asked(call);
        call.parameters().finish();
        return standings.one(noun);
    }

    private Mono<Answer> begin(Call call) {
        String noun = names.asked(call);
        call.parameters().finish();
        return rebuilds.begin(noun, RebuildForm.read(call))
                .switchIfEmpty(Mono.error(ProjectionEndpoints::running))
                .map(rebuild -> Reply.json(202, out -> text.write(rebuild, out))
                        .with("Location", showing.url().of(path(names.of(noun) + "/rebuilds/" + rebuild.id() + "/"))));
    }

    private Mono<Answer> beginAll(Call call) {
        Clearance.everywhere(call, Permission.MANAGE_PROJECTIONS);
        call.parameters().finish();
        return rebuilds.beginAll(names.nouns(), RebuildForm.read(call))
                .switchIfEmpty(Mono.error(ProjectionEndpoints::running))
                .map(begun -> Reply.json(202, out -> {
                    out.writeStartObject();
                    out.writeName("rebuilds");
                    out.writeStartArray();
                    begun.forEach(rebuild -> text.write(rebuild, out));
                    out.writeEndArray();
                    out.writeEndObject();
                }));
    }

    private static Refused running() {
        return new Refused(Failure.Conflict.of(
                "rebuild_running", "This projection is being rebuilt, or as many as can be at the same time"));
    }

    private Mono<Answer> history(Call call) {
        String noun = names.asked(call);
        Paging.Cut cut = showing.dialect().paging().read(call.parameters());
        call.parameters().finish();
        return rebuilds.of(noun).collectList().map(all -> {
            List<Rebuild> shown =
                    all.stream().skip(cut.window().offset()).limit(cut.size()).toList();
            return showing.page(call, cut, all.size(), shown, text::write);
        });
    }

    private Mono<Answer> one(Call call) {
        return asked(call)
                .map(rebuild -> Reply.json(200, out -> text.write(rebuild, out)).with("Cache-Control", "no-store"));
    }

    private Mono<Answer> follow(Call call) {
        return asked(call)
                .map(rebuild -> new RebuildProgress(text).of(rebuild, rebuilds.find(rebuild.noun(), rebuild.id())));
    }

    private Mono<Answer> cancel(Call call) {
        return asked(call)
                .flatMap(rebuild -> rebuilds.cancel(rebuild.noun(), rebuild.id())
                        .switchIfEmpty(Mono.error(() ->
                                new Refused(Failure.Conflict.of("rebuild_ended", "This rebuild has ended already")))))
                .map(rebuild -> Reply.json(200, out -> text.write(rebuild, out)));
    }

    private Mono<Rebuild> asked(Call call) {
        String noun = names.asked(call);
        call.parameters().finish();
        return Mono.justOrEmpty(Identifiers.read(call.step("id")))
                .flatMap(id -> rebuilds.find(noun, id))
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())));
    }
}
