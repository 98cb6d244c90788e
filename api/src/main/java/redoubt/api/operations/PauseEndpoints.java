package redoubt.api.operations;

import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Dialect;
import redoubt.api.http.Answer;
import redoubt.api.route.About;
import redoubt.api.route.Call;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Takes;
import redoubt.query.rebuild.Rebuilds;

/** Has tables stand still, and go on. */
final class PauseEndpoints {

    private final Rebuilds rebuilds;
    private final Standings standings;
    private final ProjectionNames names;
    private final Dialect dialect;

    PauseEndpoints(Rebuilds rebuilds, Standings standings, ProjectionNames names, Dialect dialect) {
        this.rebuilds = rebuilds;
        this.standings = standings;
        this.names = names;
        this.dialect = dialect;
    }

    /** The endpoints. */
    List<Endpoint> endpoints() {
        return List.of(
                endpoint(
                        "pause",
                        "Have a table stand still where it is",
                        "What happens to its resources stays in the log, and is shown once the table goes on. Until"
                            + " then readers get what is there, at once, with the header X-Redoubt-Paused-At, even if"
                            + " they have written something else themselves: nobody waits for it. Lists say in"
                            + " X-Redoubt-Projection-Position how far they are. What is decided and what streams tell"
                            + " does not depend on the table. It may be made anew meanwhile, and stands still again"
                            + " where it was replaced."),
                endpoint(
                        "resume",
                        "Have a table go on",
                        "It takes what it missed from the log, some of it at a time, beside what the others take. Its"
                                + " state is running at once; lag_events says how much it still misses."));
    }

    private Endpoint endpoint(String verb, String summary, String description) {
        About about = new About(
                verb + "_projection",
                "Projections",
                summary,
                description,
                List.of(),
                Content.NOTHING,
                200,
                ProjectionForms.PROJECTION,
                Set.of(400));
        return Endpoint.of(
                HttpMethod.POST,
                dialect.path("/admin/projections/{name}/" + verb),
                Takes.NOTHING,
                about,
                call -> answer(call, verb.equals("pause")));
    }

    private Mono<Answer> answer(Call call, boolean paused) {
        String noun = names.asked(call);
        call.parameters().finish();
        return rebuilds.pause(noun, paused).then(Mono.defer(() -> standings.one(noun)));
    }
}
