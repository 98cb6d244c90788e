package redoubt.infra.webhook;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import redoubt.model.Ref;
import redoubt.webhook.Webhook;

/** Ways to endpoints that want to hear everything, and have heard nothing. */
final class Lanes {

    private static final int PER_SECOND = 1_000;

    private Lanes() {}

    static Lane to(UUID webhook, UUID crew, boolean ordered, int inFlight) {
        Address address = new Address(
                Ref.of(Webhook.class, webhook.toString()), "https://a.example/", false, "secret", null, null, null);
        return new Lane(new Endpoint(
                webhook,
                "acme",
                "ada",
                crew,
                List.of("*"),
                Set.of(),
                false,
                ordered,
                inFlight,
                PER_SECOND,
                address,
                0));
    }
}
