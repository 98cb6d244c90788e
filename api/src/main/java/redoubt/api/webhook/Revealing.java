package redoubt.api.webhook;

import org.jspecify.annotations.Nullable;
import redoubt.api.http.JsonText;
import redoubt.api.http.Reply;
import redoubt.api.resource.Expansion;
import redoubt.api.resource.Representation;
import redoubt.api.resource.Showing;
import redoubt.model.Shape;
import redoubt.query.Sight;

/** Endpoints with their secrets, which are shown once: whoever repeats the request is told that there was one. */
final class Revealing {

    private final Showing showing;

    Revealing(Showing showing) {
        this.showing = showing;
    }

    /** The answer with the secret, and what is kept of it. */
    <R> Reply shown(Reply reply, Sight<R> sight, String secret) {
        return new Reply(reply.status(), reply.headers(), body(sight, secret))
                .with("Cache-Control", "no-store")
                .keeping(body(sight, null));
    }

    /** The answer to a repeated request. */
    <R> Reply withheld(Reply reply, Sight<R> sight) {
        return new Reply(reply.status(), reply.headers(), body(sight, null))
                .with("Cache-Control", "no-store")
                .with("X-Redoubt-Secret-Withheld", true);
    }

    private <R> byte[] body(Sight<R> sight, @Nullable String secret) {
        Representation<R> representation =
                showing.representation(Shape.of(sight.known().ref().type()));
        return JsonText.write(out -> {
            out.writeStartObject();
            out.writeStringProperty(Given.MEMBER, secret);
            representation.members(sight, Expansion.NONE, out);
            out.writeEndObject();
        });
    }
}
